import { expect, test } from 'vitest'
import { axisTicks } from './axis-ticks.ts'

const hours = (count: number) =>
  Array.from({ length: count }, (_, hour) => ({
    at: new Date(Date.UTC(2026, 0, 1, 7) + hour * 3_600_000).toISOString(),
  }))

test('an axis over several days is labelled where a day begins', () => {
  const ticks = axisTicks(hours(72), 'hour')
  expect(ticks).toHaveLength(3)
  expect(ticks?.map((at) => new Date(at).getHours())).toEqual([0, 0, 0])
})

test('an axis over a day, or over days counted whole, is labelled where there is room', () => {
  expect(axisTicks(hours(24), 'hour')).toBeUndefined()
  expect(axisTicks(hours(72), 'day')).toBeUndefined()
  expect(axisTicks([], 'hour')).toBeUndefined()
})
