import { expect, test } from 'vitest'
import { latencySteps } from './latency-steps.ts'
import { bucketMs } from './stats-range.ts'

const from = Date.UTC(2026, 0, 1, 7, 3)

test('six hours are steps of fifteen minutes that begin at round times and leave nothing out', () => {
  const steps = latencySteps({ from, to: from + 6 * bucketMs.hour, bucket: 'minute' })
  expect(steps).toHaveLength(25)
  expect(steps.map((step) => step.length)).toEqual([12, ...Array(23).fill(15), 3])
  expect(steps[1]?.[0]).toBe(Date.UTC(2026, 0, 1, 7, 15))
})

test.each([
  ['minute', 5, 5],
  ['minute', 60, 13],
  ['hour', 24, 24],
  ['hour', 168, 29],
  ['day', 30, 30],
  ['day', 400, 30],
] as const)('by the %s, %d buckets are at most %d steps', (bucket, count, most) => {
  const begin = Math.floor(from / bucketMs[bucket]) * bucketMs[bucket]
  const steps = latencySteps({ from: begin, to: begin + count * bucketMs[bucket], bucket })
  expect(steps.length).toBeLessThanOrEqual(most)
  expect(steps.flat()).toHaveLength(count)
})
