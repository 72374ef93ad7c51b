import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bucket, fullBucket, takeTokens } from './token-bucket.ts'

const limit = { perSecond: 10, burst: 20 }

describe('a token bucket', () => {
  test('allows the burst at once, then what flows in', () => {
    let bucket = fullBucket(limit, 0)
    for (let n = 0; n < 20; n++) {
      const taken = takeTokens(bucket, limit, 1, 0)
      expect(taken.isAllowed).toBe(true)
      bucket = taken.bucket
    }
    expect(takeTokens(bucket, limit, 1, 0)).toMatchObject({ isAllowed: false, remaining: 0, retryAfterSeconds: 1 })
    expect(takeTokens(bucket, limit, 1, 100).isAllowed).toBe(true)
    expect(takeTokens(bucket, limit, 2, 100).isAllowed).toBe(false)
  })

  test('a refusal takes nothing', () => {
    const bucket = { tokens: 3, atMs: 0 }
    expect(takeTokens(bucket, limit, 5, 0).bucket.tokens).toBe(3)
  })

  test('lets a request larger than the burst through when full, and makes the next wait for the debt', () => {
    const big = takeTokens(fullBucket(limit, 0), limit, 100, 0)
    expect(big.isAllowed).toBe(true)
    expect(takeTokens(big.bucket, limit, 1, 8_000)).toMatchObject({ isAllowed: false, retryAfterSeconds: 1 })
    expect(takeTokens(big.bucket, limit, 1, 8_100).isAllowed).toBe(true)
  })

  test('over any time no more is allowed than burst and inflow, apart from the last debt', () => {
    const request = fc.record({ afterMs: fc.integer({ min: 0, max: 500 }), count: fc.integer({ min: 1, max: 20 }) })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 200 }), (requests) => {
        let bucket: Bucket = fullBucket(limit, 0)
        let nowMs = 0
        let allowed = 0
        for (const { afterMs, count } of requests) {
          nowMs += afterMs
          const taken = takeTokens(bucket, limit, count, nowMs)
          bucket = taken.bucket
          if (taken.isAllowed) allowed += count
        }
        expect(allowed).toBeLessThanOrEqual(limit.burst + (nowMs / 1000) * limit.perSecond + 1e-6)
      }),
    )
  })
})
