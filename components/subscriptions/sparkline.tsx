import type { SubscriptionActivity } from '../../server/contract/subscription-activity.ts'
import { count } from '../overview/figures.ts'
import classes from './sparkline.module.css'

const width = 118
const height = 24
const gap = 1

/** The last 24 hours in bars: failed attempts above in red, failed probes of an open circuit on top in grey. */
export function Sparkline({
  hours,
  attempts,
  succeeded,
  failed_probes: probes,
}: Pick<SubscriptionActivity, 'hours' | 'attempts' | 'succeeded' | 'failed_probes'>) {
  const most = Math.max(1, ...hours.map((hour) => hour.attempts))
  const step = width / Math.max(1, hours.length)
  const heightOf = (value: number) => (value === 0 ? 0 : Math.max(1.5, (value / most) * (height - 1)))
  const words =
    attempts === 0
      ? 'No attempts in 24 hours'
      : `${count(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'} in 24 hours, ${count(attempts - succeeded)} failed${
          probes > 0 ? `, ${count(probes)} of them probes of an open circuit` : ''
        }`
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <title>{words}</title>
      <rect className={classes.base} x={0} y={height - 1} width={width} height={1} />
      {hours.map((hour, index) => {
        const good = heightOf(hour.attempts - hour.failed)
        const bad = heightOf(hour.failed - hour.failed_probes)
        const probed = heightOf(hour.failed_probes)
        const place = { x: index * step, width: step - gap }
        return (
          <g key={hour.at}>
            <rect className={classes.good} {...place} y={height - good} height={good} />
            <rect className={classes.bad} {...place} y={Math.max(0, height - good - bad)} height={bad} />
            <rect className={classes.probe} {...place} y={Math.max(0, height - good - bad - probed)} height={probed} />
          </g>
        )
      })}
    </svg>
  )
}
