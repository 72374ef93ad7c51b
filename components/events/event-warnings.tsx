import { IconAlertTriangle } from '@tabler/icons-react'
import type { EventDetail } from '../../server/contract/event.ts'
import classes from './event-warnings.module.css'

/** Where the data does not fit the schema of its type; it was accepted all the same. */
export function EventWarnings({ event }: { event: EventDetail }) {
  const { warnings, deliveries, type, version } = event
  if (warnings.length === 0) return null
  return (
    <div className={classes.warnings}>
      <p className={classes.title}>
        <IconAlertTriangle size={16} aria-hidden />
        {deliveries > 0 ? 'Delivered' : 'Accepted'} anyway. It does not fit {type} version {version}:
      </p>
      <ul>
        {warnings.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>
            <code>{pointer || 'data'}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  )
}
