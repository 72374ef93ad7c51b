import { expect, test } from 'vitest'
import { barMarks, barPoints, stretchOf } from './bar-groups.ts'

const minuteMs = 60_000
const begin = Date.UTC(2026, 0, 1, 7, 3)
const at = (index: number, ms = minuteMs) => new Date(begin + index * ms).toISOString()
const pointsOf = (count: number, ms = minuteMs) =>
  Array.from({ length: count }, (_, index) => ({ at: at(index, ms), failed: 1, before: index === 0 ? 5 : null }))
const sixHours = barPoints(pointsOf(360), 'minute')

test('six hours of minutes are bars of five minutes that begin at round times and leave nothing out', () => {
  expect(sixHours).toHaveLength(73)
  expect(sixHours.slice(0, 2)).toEqual([
    { at: at(0), last: at(1), failed: 2, before: 5 },
    { at: at(2), last: at(6), failed: 5, before: null },
  ])
  expect(sixHours.at(-1)).toMatchObject({ last: at(359), failed: 3 })
  expect(sixHours.reduce((sum, { failed }) => sum + Number(failed), 0)).toBe(360)
})

test.each([
  ['minute', 60, minuteMs, 60],
  ['hour', 168, 60 * minuteMs, 84],
  ['hour', 24, 60 * minuteMs, 24],
  ['day', 400, 1_440 * minuteMs, 134],
] as const)('by the %s, %d buckets can be drawn', (bucket, count, ms, bars) => {
  const drawn = barPoints(pointsOf(count, ms), bucket).length
  expect(Math.abs(drawn - bars)).toBeLessThanOrEqual(1)
})

test('a mark is drawn at the bar that its bucket is part of', () => {
  const [mark] = barMarks(sixHours, [{ at: at(4), number: 1, words: 'Paused' }])
  expect(mark?.at).toBe(at(2))
})

test('what is drawn over bars ends with the last bucket of the last bar, whichever way it was drawn', () => {
  expect(stretchOf(sixHours, at(2), at(7))).toEqual([at(2), at(11)])
  expect(stretchOf(sixHours, at(7), at(2))).toEqual([at(2), at(11)])
  expect(stretchOf(pointsOf(9), at(2), at(7))).toEqual([at(2), at(7)])
})
