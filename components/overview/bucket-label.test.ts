import { expect, test } from 'vitest'
import { bucketTitle } from './bucket-label.ts'

const at = (...of: number[]) => new Date(2026, 0, ...of).toISOString()

test('a heading says of several buckets from when to when they are, and of one when it begins', () => {
  expect(bucketTitle(at(1, 10, 5), 'minute', at(1, 10, 9))).toBe('1 Jan, 10:05 – 10:10')
  expect(bucketTitle(at(1, 10), 'hour', at(1, 11))).toBe('1 Jan, 10:00 – 12:00')
  expect(bucketTitle('2026-01-01T00:00:00.000Z', 'day', '2026-01-03T00:00:00.000Z')).toBe('1 Jan – 3 Jan')
  expect(bucketTitle(at(1, 10, 5), 'minute')).toBe('1 Jan, 10:05')
})
