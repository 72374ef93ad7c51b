import { duration } from '../time/time-text.ts'
import { isCrowded, retryPoints } from './retry-points.ts'
import classes from './retry-timeline.module.css'

/** When each attempt is made, counted from the first one. `schedule`: seconds before each retry. */
export function RetryTimeline({ schedule, jitter }: { schedule: readonly number[]; jitter: number }) {
  const points = retryPoints(schedule)
  const last = points.at(-1)
  const rows = isCrowded(points) ? 2 : 1
  return (
    <figure className={classes.figure}>
      <ol className={classes.line} data-rows={rows} aria-label="When attempts are made">
        {points.map(({ atSeconds, share }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the number of an attempt is what it is
          <li key={index} className={classes.point} style={{ left: `${share * 100}%` }} data-row={index % rows}>
            <span className={classes.dot}>{index + 1}</span>
            <span className={classes.at}>{atSeconds === 0 ? 'at once' : `+${duration(atSeconds * 1000)}`}</span>
          </li>
        ))}
      </ol>
      <figcaption className={classes.caption}>
        {points.length === 1
          ? 'One attempt, then it is a dead letter.'
          : `${points.length} attempts over ${duration((last?.atSeconds ?? 0) * 1000)}, each pause ±${Math.round(jitter * 100)} %; after the last one it is a dead letter.`}
      </figcaption>
    </figure>
  )
}
