import type { Attempt } from '../../server/contract/delivery.ts'
import { duration } from '../time/time-text.ts'
import classes from './waterfall.module.css'

interface Phase {
  name: string
  key: string
  startMs: number
  ms: number
}

/** The phases of one request in order. What no phase claims is the reading of the body, or where it ended too soon. */
export function phasesOf(
  attempt: Pick<Attempt, 'dns_ms' | 'connect_ms' | 'tls_ms' | 'ttfb_ms' | 'duration_ms' | 'error'>,
): Phase[] {
  const measured: [key: string, name: string, ms: number | null][] = [
    ['dns', 'DNS', attempt.dns_ms],
    ['connect', 'Connect', attempt.connect_ms],
    ['tls', 'TLS', attempt.tls_ms],
    ['wait', 'Waiting', attempt.ttfb_ms],
  ]
  const phases: Phase[] = []
  let startMs = 0
  for (const [key, name, ms] of measured) {
    if (ms === null) continue
    phases.push({ key, name, startMs, ms })
    startMs += ms
  }
  const rest = attempt.duration_ms - startMs
  if (rest > 0.5) {
    const name = attempt.ttfb_ms === null ? 'Until it failed' : 'Body'
    phases.push({ key: attempt.ttfb_ms === null ? 'failed' : 'body', name, startMs, ms: rest })
  }
  return phases
}

/** Where the time of an attempt went. */
export function Waterfall({ attempt }: { attempt: Attempt }) {
  const phases = phasesOf(attempt)
  const total = Math.max(attempt.duration_ms, 0.001)
  return (
    <ol className={classes.waterfall} aria-label="Timing">
      {phases.map(({ key, name, startMs, ms }) => (
        <li key={key} className={classes.phase}>
          <span className={classes.name}>{name}</span>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.bar}
              data-phase={key}
              style={{ left: `${(startMs / total) * 100}%`, width: `max(2px, ${(ms / total) * 100}%)` }}
            />
          </span>
          <span className={classes.ms}>{duration(ms)}</span>
        </li>
      ))}
      <li className={classes.total}>
        <span>Total</span>
        <span className={classes.ms}>{duration(attempt.duration_ms)}</span>
      </li>
    </ol>
  )
}
