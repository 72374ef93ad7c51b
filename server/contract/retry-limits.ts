/** What a retry schedule may be: beside its schema (subscription.ts), for the form that draws it and the environment. */

/** Seconds: 30 days. */
export const longestRetryPause = 30 * 86_400

/** In one schedule. */
export const mostRetries = 20

/** How long deliveries are tried: three days. What is not delivered by then is a dead letter (docs/reliability.md). */
export const timeToLiveSeconds = 3 * 86_400

/** Why the last retries of a schedule would never come, and what to do about it; null: all of them come. Jitter does not count. */
export function retryScheduleFault(pauses: readonly number[]): string | null {
  const seconds = pauses.reduce((sum, pause) => sum + pause, 0)
  if (seconds < timeToLiveSeconds) return null
  return (
    `The pauses of the schedule last ${seconds} seconds together, but a delivery is given up after ${timeToLiveSeconds} ` +
    'seconds (3 days): shorten them, or leave the last ones out.'
  )
}
