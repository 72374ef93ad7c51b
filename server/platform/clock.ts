import type { Pool } from 'pg'

/**
 * Database time. Ids, signature timestamps, skew checks and expiry use it, so that a machine whose clock is wrong
 * still signs what receivers accept. Between measurements it runs on the monotonic clock and never jumps back.
 */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
}

let offsetMs = 0
let floorMs = 0

export const clock: Clock = {
  now() {
    const candidate = Math.floor(performance.timeOrigin + performance.now() + offsetMs)
    if (candidate > floorMs) floorMs = candidate
    return floorMs
  },
}

/** How far this machine's wall clock is from the database's, in milliseconds (positive: the machine is behind). */
export function clockSkewMs(): number {
  return performance.timeOrigin + performance.now() + offsetMs - Date.now()
}

/** Measures the offset to the database: the best of three round trips, exact to half of the shortest one. */
export async function synchroniseClock(pool: Pool): Promise<void> {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const sentAt = performance.now()
    const result = await pool.query<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms')
    const tookMs = performance.now() - sentAt
    const databaseMs = result.rows[0]?.ms
    if (databaseMs !== undefined && tookMs < shortest) {
      shortest = tookMs
      offsetMs = databaseMs + tookMs / 2 - (performance.timeOrigin + performance.now())
    }
  }
}
