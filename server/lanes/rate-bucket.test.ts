import { describe, expect, test } from 'vitest'
import { RateBucket } from './rate-bucket.ts'

/** Sends whenever it may for `forMs`; every look at the bucket comes `lateMs` after it was asked for. */
function sentWithin(perSecond: number, forMs: number, lateMs: number): number {
  let now = 1_000_000
  const end = now + forMs
  const bucket = new RateBucket(perSecond, now)
  let sent = 0
  while (now < end) {
    for (let room = bucket.available(now); room > 0; room--) {
      bucket.take(now)
      sent += 1
    }
    now += Math.max(1, bucket.waitMs(now)) + lateMs
  }
  return sent
}

describe.each([1, 2, 5, 10, 50, 100, 1_000])('%i a second', (perSecond) => {
  test.each([0, 5, 20, 40])('is exact to 5 %% over ten seconds when every look comes %i ms late', (lateMs) => {
    const wanted = perSecond * 10
    const sent = sentWithin(perSecond, 10_000, lateMs)
    expect(sent).toBeGreaterThanOrEqual(Math.floor(wanted * 0.95))
    expect(sent).toBeLessThanOrEqual(Math.ceil(wanted * 1.05))
  })

  test('is not exceeded after a rest', () => {
    const bucket = new RateBucket(perSecond, 0)
    expect(bucket.available(3_600_000)).toBeLessThanOrEqual(Math.max(1 + perSecond / 20, perSecond * 0.4))
  })
})

test('a new bucket is empty: a takeover after a crash grants no second burst', () => {
  const bucket = new RateBucket(10, 0)
  expect(bucket.available(0)).toBe(0)
  expect(bucket.waitMs(0)).toBe(100)
  expect(bucket.available(100)).toBe(1)
})

test('a clock that stands still or goes back grants nothing', () => {
  const bucket = new RateBucket(10, 1_000)
  expect(bucket.available(1_100)).toBe(1)
  bucket.take(1_100)
  expect(bucket.available(1_000)).toBe(0)
  expect(bucket.available(1_100)).toBe(0)
})
