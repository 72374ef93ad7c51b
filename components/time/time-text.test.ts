import { expect, test } from 'vitest'
import { duration, estimate, relativeTime } from './time-text.ts'

const now = Date.UTC(2026, 10, 23, 12)

test.each([
  [0, 'just now'],
  [12_000, '12 s ago'],
  [119_000, '1 min ago'],
  [5 * 3_600_000, '5 h ago'],
  [24 * 3_600_000 - 1, '23 h ago'],
  [24 * 3_600_000, '22 Nov, 12:00'],
  [3 * 86_400_000 + 60_000, '20 Nov, 11:59'],
  [40 * 86_400_000, '14 Oct, 12:00'],
  [330 * 86_400_000, '28 Dec 2025'],
  [-24_000, 'in 24 s'],
  [-59_700, 'in 1 min'],
  [-(24 * 3_600_000 - 1_000), 'in 1 d'],
  [-(7 * 86_400_000 - 1_000), 'in 7 d'],
  [-40 * 86_400_000, '2 Jan 2027'],
])('%d ms before now reads %s', (before, text) => {
  expect(relativeTime(now - before, now, 'UTC')).toBe(text)
})

test('a moment is told where the reader is', () => {
  expect(relativeTime(now - 86_400_000, now, 'Asia/Tokyo')).toBe('22 Nov, 21:00')
})

test.each([
  [0.4, '<1 ms'],
  [849.6, '850 ms'],
  [2414, '2.41 s'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [26 * 3_600_000, '1 d 2 h'],
])('a duration of %d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test.each([
  [12.4, '12 s'],
  [300, '5 min'],
  [7_200, '2 h'],
  [259_000, '3 d'],
])('an estimate of %d seconds reads %s', (seconds, text) => {
  expect(estimate(seconds)).toBe(text)
})
