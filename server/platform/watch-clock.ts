import type { Pool } from 'pg'
import { clockSkewMs, synchroniseClock } from './clock.ts'
import { logger } from './logger.ts'

const everyMs = 30_000
/** Receivers refuse signatures that are minutes off; a machine that far from the database is misconfigured long before. */
export const skewLimitMs = 30_000

/** Deliveries go on with database time; whoever runs this machine should know all the same. */
function warnOfSkew(): void {
  const skewMs = Math.round(clockSkewMs())
  if (Math.abs(skewMs) > skewLimitMs) logger.warn({ skewMs }, 'the clock of this machine is not that of the database')
}

/** Keeps the clock at database time and warns of the machine's own. Returns what stops it. */
export function watchClock(pool: Pool): () => void {
  warnOfSkew()
  const timer = setInterval(() => {
    // A database that is away says so elsewhere, and often.
    synchroniseClock(pool).then(warnOfSkew, () => undefined)
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
