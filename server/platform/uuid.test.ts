import { expect, test } from 'vitest'
import { clock } from './clock.ts'
import { formatUuid, millisecondsOf, newUuid, writeMilliseconds } from './uuid.ts'

test('ids of one process sort in the order they were made, also within a millisecond', () => {
  const ids = Array.from({ length: 50_000 }, newUuid)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id carries the milliseconds of the clock, version 7 and the RFC variant', () => {
  const before = clock.now()
  const id = newUuid()
  // Ids made faster than the counter allows borrow milliseconds of the future.
  expect(millisecondsOf(id)).toBeGreaterThanOrEqual(before)
  expect(millisecondsOf(id)).toBeLessThan(before + 1_000)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test.each([0, 1, 0xffff, 2 ** 32, 2 ** 32 + 1, Date.parse('2026-03-01T12:00:00.123Z'), 2 ** 48 - 1])(
  'milliseconds are written and read exactly: %i',
  (ms) => {
    const bytes = new Uint8Array(16)
    writeMilliseconds(bytes, ms)
    expect(millisecondsOf(formatUuid(bytes))).toBe(ms)
  },
)
