import { readEnvironment } from '../platform/env.ts'

let schedule: readonly number[] | undefined

/** Seconds before each retry of a subscription that has no schedule of its own. */
export function defaultRetrySchedule(): readonly number[] {
  schedule ??= readEnvironment().DEFAULT_RETRY_SCHEDULE.split(',').map(Number)
  return schedule
}
