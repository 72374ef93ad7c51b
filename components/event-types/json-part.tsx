import { IconAlertTriangle } from '@tabler/icons-react'
import type { FieldError } from '../../server/contract/errors.ts'
import { JsonEditor } from '../json-editor/json-editor.tsx'
import { faultsByLine, malformedAt } from '../json-editor/json-faults.ts'
import classes from './json-part.module.css'

/** JSON to be written, what it is for above it, and below it what is wrong, line by line. */
export function JsonPart(props: {
  label: string
  description: string
  value: string
  onChange: (value: string) => void
  faults: readonly FieldError[]
}) {
  const { label, description, value, onChange, faults } = props
  const malformed = malformedAt(value)
  const lines = malformed ? [malformed] : faultsByLine(value, faults)
  return (
    <div className={classes.part}>
      <p className={classes.label}>{label}</p>
      <p className={classes.description}>{description}</p>
      <JsonEditor label={label} value={value} onChange={onChange} faults={faults} />
      {lines.length > 0 && (
        <div role="alert" tabIndex={-1} className={classes.alert}>
          <ul className={classes.faults} aria-label={`What is wrong with: ${label}`}>
            {lines.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                <IconAlertTriangle size={15} aria-hidden />
                <span>
                  <span className="tabular">Line {line}</span>: {message}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
