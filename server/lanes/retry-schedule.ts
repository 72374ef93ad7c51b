/** Seconds before each retry; attempts = 1 + its length. */
export interface RetryPolicy {
  scheduleSeconds: readonly number[]
  /** 0.2: every delay is spread evenly over ±20 %. */
  jitter: number
}

/** A receiver may ask for at most a day. */
export const maxRetryAfterMs = 24 * 3600 * 1000

/**
 * Milliseconds until the attempt after `attempt` (1-based), or null when that was the last. What the receiver asked for
 * with Retry-After wins when it is longer; it is never shortened to fit the schedule.
 */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  retryAfterMs: number | null,
  random: () => number = Math.random,
): number | null {
  const seconds = policy.scheduleSeconds[attempt - 1]
  if (seconds === undefined) return null
  const spread = 1 + policy.jitter * (2 * random() - 1)
  return Math.max(Math.round(seconds * 1000 * spread), Math.min(retryAfterMs ?? 0, maxRetryAfterMs))
}

/**
 * Milliseconds in a Retry-After header (RFC 9110 section 10.2.3: seconds, or an HTTP date), at most a day; null when it is
 * absent, in the past or garbage. `nowMs` is database time.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  let ms: number
  if (/^\d{1,15}$/.test(text)) ms = Number(text) * 1000
  else if (/^[A-Za-z]{3,9},? /.test(text)) ms = Date.parse(text) - nowMs
  else return null
  if (!Number.isFinite(ms) || ms <= 0) return null
  return Math.min(ms, maxRetryAfterMs)
}
