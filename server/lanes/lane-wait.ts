/** An idle lane keeps its lock this long: most events come in company. */
const lingerMs = 200
/** A longer wait gives the lock back; the lane's due doorbell takes over. */
export const longestHeldWaitMs = 5_000

/** What a lane that starts nothing now may be waiting for. Times are Unix milliseconds of database time. */
export interface LaneWait {
  now: number
  /** When its status, circuit, hold and rate let it send. */
  opensAt: number
  /** When a retry that it knows of becomes due. */
  nextDueAt: number
  /** Answers or results are under way. */
  isBusy: boolean
  /** There may be something to read, but no room for it. */
  isBlocked: boolean
  /** Somebody rang: when it may look at its subscription again although it has no room. */
  looksAgainAt: number | null
  /** When its oldest unfilled batch goes as it is. */
  batchDeadline: number | null
}

/** Milliseconds until the lane looks again by itself; null: it gives its lock back now. An answer that it waits for wakes it anyway. */
export function laneWaitMs(wait: LaneWait): number | null {
  const { now, isBusy, isBlocked } = wait
  const opensInMs = wait.opensAt - now
  if (!isBusy && !isBlocked) return lingerMs
  if (!isBusy && opensInMs > longestHeldWaitMs) return null
  const waits = [longestHeldWaitMs, wait.nextDueAt - now]
  if (isBlocked) waits.push(opensInMs)
  if (isBlocked && wait.looksAgainAt !== null) waits.push(wait.looksAgainAt - now)
  if (wait.batchDeadline !== null) waits.push(Math.max(opensInMs, wait.batchDeadline - now))
  // What is over already needs an answer first: only what is still to come is waited for.
  return Math.min(...waits.filter((waitMs) => waitMs > 0))
}
