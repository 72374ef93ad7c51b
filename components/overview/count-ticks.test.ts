import { expect, test } from 'vitest'
import { countTicks } from './count-ticks.ts'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [7, [0, 2, 4, 6, 8]],
  [24, [0, 5, 10, 15, 20, 25]],
  [58, [0, 20, 40, 60]],
  [80, [0, 20, 40, 60, 80]],
  [103, [0, 25, 50, 75, 100, 125]],
  [1_400, [0, 500, 1_000, 1_500]],
  [9_999, [0, 2_500, 5_000, 7_500, 10_000]],
])('up to %d an axis is labelled at %j', (highest, ticks) => {
  expect(countTicks(highest, 5)).toEqual(ticks)
})

test('an axis is never much higher than what is on it', () => {
  for (let highest = 20; highest < 3_000; highest++) {
    const ticks = countTicks(highest, 5)
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest)
    expect(ticks.at(-1)).toBeLessThanOrEqual(highest * 1.35)
    expect(ticks.length).toBeLessThanOrEqual(6)
  }
})

test('a low axis has few labels', () => {
  expect(countTicks(480, 3)).toEqual([0, 250, 500])
  expect(countTicks(25, 3)).toEqual([0, 10, 20, 30])
  expect(countTicks(1, 3)).toEqual([0, 1])
})
