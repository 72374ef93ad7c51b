import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketCount, bucketOf, histogramOf, lowerBoundMs, percentile, relativeError } from './latency-histogram.ts'

const twentyTwoDaysMs = 22 * 86_400_000

describe('buckets', () => {
  test.each([
    [-3, 0],
    [0, 0],
    [0.499, 0],
    [0.5, 1],
    [1, 9],
    [2, 17],
    [1024, 89],
    [twentyTwoDaysMs * 100, bucketCount - 1],
    [Number.POSITIVE_INFINITY, bucketCount - 1],
    [Number.NaN, 0],
  ])('%d ms falls into bucket %d', (ms, bucket) => {
    expect(bucketOf(ms)).toBe(bucket)
  })

  test('a duration lies within the bounds of its bucket', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: twentyTwoDaysMs, noNaN: true }), (ms) => {
        const bucket = bucketOf(ms)
        // Bounds are powers of two to fractional exponents: rounding may put a bound itself one bucket off.
        expect(ms).toBeGreaterThanOrEqual(lowerBoundMs(bucket) * (1 - 1e-12))
        expect(ms).toBeLessThanOrEqual(lowerBoundMs(bucket + 1) * (1 + 1e-12))
      }),
    )
  })
})

describe('percentiles', () => {
  test('there is none of nothing', () => {
    expect(percentile([], 0.5)).toBeNull()
    expect(percentile([0, 0], 0.5)).toBeNull()
  })

  test('they differ from the exact ones by at most the stated error', () => {
    const durations = fc.array(fc.double({ min: 0.5, max: twentyTwoDaysMs, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(durations, fc.constantFrom(0, 0.5, 0.95, 0.99, 1), (ms, p) => {
        const sorted = ms.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(sorted.length * p)) - 1] as number
        const read = percentile(histogramOf(ms), p) as number
        expect(Math.abs(read - exact) / exact).toBeLessThanOrEqual(relativeError + 1e-9)
      }),
    )
  })

  test('the stated error is below 4.5 %', () => {
    expect(relativeError).toBeLessThan(0.045)
  })

  test('one slow answer in a hundred is the p99.5, not the p95', () => {
    const histogram = histogramOf([...Array.from({ length: 99 }, () => 10), 5000])
    expect(percentile(histogram, 0.95)).toBeLessThan(11)
    expect(percentile(histogram, 0.995)).toBeGreaterThan(4700)
  })
})
