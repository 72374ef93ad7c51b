import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { Simulation } from '../../server/contract/simulation.ts'
import classes from './testing.module.css'

const consequences: Record<Simulation['validation'], string> = {
  enforce: 'Publishing it would be refused.',
  warn: 'It would be accepted with a warning.',
  off: 'Validation of this type is off: it would be accepted.',
}

/** What is wrong with the text, each fault with its place, and what would come of it. */
export function FaultList(props: {
  malformed: string | null
  simulation: Pick<Simulation, 'errors' | 'validation'> | undefined
}) {
  const { malformed, simulation } = props
  if (malformed !== null) {
    return (
      <p className={classes.fault} role="status">
        <IconAlertTriangle size={15} aria-hidden /> Not JSON: {malformed}
      </p>
    )
  }
  if (!simulation) return <p className={classes.verdictLine}>Checking …</p>
  if (simulation.errors.length === 0) {
    return (
      <p className={classes.fits} role="status">
        <IconCircleCheck size={15} aria-hidden /> It fits the schema.
      </p>
    )
  }
  return (
    <div role="status">
      <ul className={classes.faults} aria-label="What does not fit the schema">
        {simulation.errors.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`} className={classes.fault}>
            <IconAlertTriangle size={15} aria-hidden />
            <span>
              <code>{pointer || 'data'}</code> {message}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.verdictLine}>{consequences[simulation.validation]}</p>
    </div>
  )
}
