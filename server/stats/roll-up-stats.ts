import { clock } from '../platform/clock.ts'
import { daysToRollUp, hoursToRollUp, rollUpDay, rollUpHour } from './rollup-store.ts'

/**
 * Adds up the statistics of hours and days that are over, the newest first. Safe to run anywhere at any time: one worker does
 * it, the others find nothing left. `stopping` ends it after the hour at hand; `nowMs` is Unix milliseconds.
 */
export async function rollUpStats(stopping?: AbortSignal, nowMs: number = clock.now()): Promise<void> {
  for (const hour of await hoursToRollUp(nowMs)) {
    if (stopping?.aborted || !(await rollUpHour(hour))) return
  }
  for (const day of await daysToRollUp()) {
    if (stopping?.aborted || !(await rollUpDay(day))) return
  }
}
