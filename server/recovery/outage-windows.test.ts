import { expect, test } from 'vitest'
import { type AttemptMinute, outageWindows } from './outage-windows.ts'

const minute = 60_000
const at = (n: number, attempts: number, succeeded: number, reasons = {}): AttemptMinute => ({
  at: n * minute,
  attempts,
  succeeded,
  reasons,
})

test('a run of failing minutes is one window, up to the first good one', () => {
  const found = outageWindows(
    [at(1, 10, 10), at(2, 10, 4, { timeout: 6 }), at(3, 5, 0, { timeout: 2, http_error: 3 }), at(4, 8, 8)],
    [],
    false,
  )
  expect(found).toEqual([
    { from: 2 * minute, to: 4 * minute, attempts: 15, succeeded: 4, reasons: { timeout: 8, http_error: 3 } },
  ])
})

test('a minute in which the circuit was open is an outage, however much arrived in the rest of it', () => {
  const minutes = [at(1, 9, 9), at(2, 60, 39, { http_error: 21 }), at(3, 9, 9)]
  expect(outageWindows(minutes, [], true)).toEqual([])
  const opened = [{ from: 2 * minute + 5_000, to: 2 * minute + 30_000 }]
  expect(outageWindows(minutes, opened, true)).toEqual([
    { from: 2 * minute, to: 3 * minute, attempts: 60, succeeded: 39, reasons: { http_error: 21 } },
  ])
  expect(outageWindows(minutes, [{ from: 2 * minute, to: null }], false)).toMatchObject([
    { from: 2 * minute, to: null },
  ])
  const twice = [{ from: 3 * minute + 1, to: null }, ...opened]
  expect(outageWindows([at(1, 9, 9), at(2, 60, 39), at(3, 9, 9)], twice, false)).toMatchObject([{ from: 2 * minute }])
  expect(outageWindows([at(2, 60, 39), at(4, 9, 9)], opened, true)).toMatchObject([
    { from: 2 * minute, to: 4 * minute },
  ])
})

test('silence neither begins nor ends a window, whatever the order of the rows', () => {
  const found = outageWindows([at(9, 1, 0), at(2, 1, 0), at(3, 1, 0), at(12, 1, 1)], [], false)
  expect(found).toMatchObject([{ from: 2 * minute, to: 12 * minute, attempts: 3 }])
})

test('what still fails goes on, and half of the attempts is no outage', () => {
  expect(outageWindows([at(1, 4, 2)], [], false)).toEqual([])
  expect(outageWindows([at(1, 4, 1), at(2, 2, 2), at(3, 1, 0)], [], false)).toMatchObject([
    { to: 2 * minute },
    { to: null },
  ])
  expect(outageWindows([], [], false)).toEqual([])
})

test('one that ends within its own last minute is over', () => {
  const minutes = [at(1, 3, 0), at(2, 10, 4)]
  expect(outageWindows(minutes, [], true)).toMatchObject([{ from: minute, to: 3 * minute }])
  expect(outageWindows(minutes, [], false)).toMatchObject([{ to: null }])
  expect(outageWindows([at(1, 3, 0), at(2, 1, 1)], [], true)).toMatchObject([{ to: 2 * minute }])
})
