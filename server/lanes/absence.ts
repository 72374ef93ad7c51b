import type { RetryPolicy } from './retry-schedule.ts'

/**
 * What was brought back so often and failed each time is at fault itself. An outage costs a delivery one run; receivers that come
 * and go cost several.
 */
export const maxAutomaticRuns = 5

/**
 * Whether a delivery whose attempt failed for want of a receiver (`verdict.absent`) may blame the receiver: nothing else succeeded
 * since it was tried before. Otherwise a delivery that makes its receiver fail would go round for ever and hold up the others.
 * Times are Unix milliseconds; `acceptedAt` is when the run began.
 */
export function isReceiverAbsent(
  delivery: { run: number; attempt: number; dueAt: number; acceptedAt: number },
  retry: RetryPolicy,
  lastSuccessAt: number,
): boolean {
  if (delivery.run > maxAutomaticRuns) return false
  const pauseSeconds = retry.scheduleSeconds[delivery.attempt - 2]
  const triedAt =
    pauseSeconds === undefined ? delivery.acceptedAt : delivery.dueAt - pauseSeconds * 1000 * (1 - retry.jitter)
  return lastSuccessAt < triedAt
}
