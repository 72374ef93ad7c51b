import { PostriderError } from '../contract/errors.ts'
import type { LimitVerdict } from '../rate-limit/local-limit.ts'
import type { BucketLimit } from '../rate-limit/token-bucket.ts'

/**
 * `RateLimit-Policy` and `RateLimit` as in draft-ietf-httpapi-ratelimit-headers-10: `q` is what a full bucket holds, `w`
 * the seconds an empty one needs to fill; `r` what is left, `t` the seconds until one more is there.
 */
export function rateLimitHeaders(policy: string, limit: BucketLimit, verdict: LimitVerdict): Record<string, string> {
  const windowSeconds = Math.max(1, Math.ceil(limit.burst / limit.perSecond))
  const resetSeconds = verdict.isAllowed ? (verdict.remaining > 0 ? 0 : 1) : verdict.retryAfterSeconds
  return {
    'RateLimit-Policy': `"${policy}";q=${limit.burst};w=${windowSeconds}`,
    RateLimit: `"${policy}";r=${verdict.remaining};t=${resetSeconds}`,
  }
}

export function tooManyRequests(what: string, verdict: LimitVerdict): PostriderError {
  return new PostriderError('rate_limited', `${what} Wait ${verdict.retryAfterSeconds} s.`, {
    retryAfterSeconds: verdict.retryAfterSeconds,
  })
}
