import { clock } from '../platform/clock.ts'
import {
  daysToRollUp,
  hoursToRollUp,
  rollUpDay,
  rollUpHour,
  rollUpTenMinutes,
  tenMinutesToRollUp,
} from './rollup-store.ts'

/**
 * Adds up the statistics of what is over, the newest first: ten minutes of an hour that is not, hours, days. Safe to run anywhere at any
 * time: one worker does it, the others find nothing left. `stopping` ends it after the period at hand; `nowMs` is Unix milliseconds.
 */
export async function rollUpStats(stopping?: AbortSignal, nowMs: number = clock.now()): Promise<void> {
  for (const start of await tenMinutesToRollUp(nowMs)) {
    if (stopping?.aborted || !(await rollUpTenMinutes(start))) return
  }
  for (const hour of await hoursToRollUp(nowMs)) {
    if (stopping?.aborted || !(await rollUpHour(hour))) return
  }
  for (const day of await daysToRollUp()) {
    if (stopping?.aborted || !(await rollUpDay(day))) return
  }
}
