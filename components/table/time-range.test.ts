import { expect, test } from 'vitest'
import { timeRangeFault } from './time-range.ts'

test.each([
  ['2026-01-01T10:00', '2026-01-01T10:01', null],
  ['2026-01-01T10:00', '', null],
  ['', '2026-01-01T10:00', null],
  ['2026-01-01T10:00', '2026-01-01T10:00', 'Must be after “From”.'],
  ['2026-01-02T10:00', '2026-01-01T10:00', 'Must be after “From”.'],
  ['', '', 'Give one moment at least.'],
])('from "%s" until "%s": %s', (from, until, fault) => {
  expect(timeRangeFault(from, until)).toBe(fault)
})
