/** `perSecond` tokens flow in, at most `burst` are held. */
export interface BucketLimit {
  perSecond: number
  burst: number
}

export interface Bucket {
  tokens: number
  /** Monotonic milliseconds. */
  atMs: number
}

export interface Taken {
  isAllowed: boolean
  bucket: Bucket
  /** Tokens left, rounded down. */
  remaining: number
  /** Seconds until the same request would be allowed, rounded up; 0 when it was. */
  retryAfterSeconds: number
}

export function fullBucket(limit: BucketLimit, nowMs: number): Bucket {
  return { tokens: limit.burst, atMs: nowMs }
}

/**
 * Takes `count` tokens or none. A request larger than the burst is let through by a full bucket and runs into debt, so
 * that it is possible at all and the average still holds.
 */
export function takeTokens(bucket: Bucket, limit: BucketLimit, count: number, nowMs: number): Taken {
  const flowedIn = (Math.max(0, nowMs - bucket.atMs) / 1000) * limit.perSecond
  const tokens = Math.min(limit.burst, bucket.tokens + flowedIn)
  const needed = Math.min(count, limit.burst)
  const isAllowed = tokens >= needed
  const left = isAllowed ? tokens - count : tokens
  return {
    isAllowed,
    bucket: { tokens: left, atMs: Math.max(nowMs, bucket.atMs) },
    remaining: Math.max(0, Math.floor(left)),
    retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil((needed - tokens) / limit.perSecond)),
  }
}
