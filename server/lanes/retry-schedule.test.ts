import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxRetryAfterMs, parseRetryAfter, retryDelayMs } from './retry-schedule.ts'

const standard = { scheduleSeconds: [5, 30, 120, 600, 3600], jitter: 0.2 }
const middle = (): number => 0.5
const noon = Date.parse('2026-03-01T12:00:00Z')
const dayMs = 24 * 3600 * 1000

test.each([
  [1, 5_000],
  [2, 30_000],
  [3, 120_000],
  [4, 600_000],
  [5, 3_600_000],
  [6, null],
])('after attempt %i the next comes in %s ms', (attempt, delayMs) => {
  expect(retryDelayMs(standard, attempt, null, middle)).toBe(delayMs)
})

test('an empty schedule means one attempt', () => {
  expect(retryDelayMs({ scheduleSeconds: [], jitter: 0.2 }, 1, 60_000)).toBeNull()
})

test('jitter stays within its share and uses all of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (seconds, jitter, chance) => {
        const delayMs = retryDelayMs({ scheduleSeconds: [seconds], jitter }, 1, null, () => chance) as number
        expect(delayMs).toBeGreaterThanOrEqual(Math.floor(seconds * 1000 * (1 - jitter)))
        expect(delayMs).toBeLessThanOrEqual(Math.ceil(seconds * 1000 * (1 + jitter)))
      },
    ),
  )
  expect(retryDelayMs(standard, 1, null, () => 0)).toBe(4_000)
  expect(retryDelayMs(standard, 1, null, () => 0.999999)).toBe(6_000)
})

test('Retry-After wins when it is longer, and only then', () => {
  expect(retryDelayMs(standard, 1, 120_000, middle)).toBe(120_000)
  expect(retryDelayMs(standard, 4, 10_000, middle)).toBe(600_000)
  expect(retryDelayMs(standard, 1, 10 * dayMs, middle)).toBe(maxRetryAfterMs)
  expect(retryDelayMs(standard, 6, 120_000, middle)).toBeNull()
})

test.each([
  ['10', 10_000],
  [' 10 ', 10_000],
  ['1000000000', dayMs],
  ['999999999999999', dayMs],
  ['Sun, 01 Mar 2026 12:02:00 GMT', 120_000],
  ['Sunday, 01-Mar-26 12:02:00 GMT', 120_000],
  ['Sun, 01 Mar 2027 12:00:00 GMT', dayMs],
  ['Sun, 01 Mar 2026 11:00:00 GMT', null],
  ['0', null],
  ['-5', null],
  ['1e9', null],
  ['10.5', null],
  ['10, 20', null],
  ['9999999999999999999', null],
  ['soon', null],
  ['Sun, garbage', null],
  ['2026-03-01T13:00:00Z', null],
  ['', null],
  [null, null],
])('Retry-After %j asks for %s ms', (header, ms) => {
  expect(parseRetryAfter(header, noon)).toBe(ms)
})

test('no header at all makes a delay beyond a day, or a time in the past', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const ms = parseRetryAfter(header, noon)
      expect(ms === null || (ms > 0 && ms <= dayMs)).toBe(true)
    }),
  )
})
