/** What a retry schedule may be: plain values beside their schema (subscription.ts), for the form that draws it. */

/** Seconds: 30 days. */
export const longestRetryPause = 30 * 86_400

/** In one schedule. */
export const mostRetries = 20
