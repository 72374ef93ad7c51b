import { expect, test } from 'vitest'
import { ranges, statsQuery } from './ranges.ts'

test('a range ends with the minute that is running and is as long as it says', () => {
  const { from, to, bucket } = statsQuery('1h', Date.UTC(2026, 0, 1, 12, 0, 30))
  expect([from, to, bucket]).toEqual(['2026-01-01T11:01:00.000Z', '2026-01-01T12:01:00.000Z', 'minute'])
})

test.each(ranges)('%s is at most some hundred buckets: a chart needs no more', (range) => {
  const bucketMinutes = { minute: 1, hour: 60, day: 1440 }
  const { from, to, bucket } = statsQuery(range, Date.now())
  const count = (Date.parse(to) - Date.parse(from)) / 60_000 / bucketMinutes[bucket]
  expect(count).toBeGreaterThanOrEqual(24)
  expect(count).toBeLessThanOrEqual(200)
})
