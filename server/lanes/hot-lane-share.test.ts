import { expect, test } from 'vitest'
import { lanesToGive } from './hot-lane-share.ts'

const workers = (...hot: number[]) => hot.map((hotLanes, index) => ({ id: String(index), hotLanes }))

test.each<[string, number, number[], number]>([
  ['nobody else lives', 100, [100], 0],
  ['everybody has the same', 10, [10, 10], 0],
  ['a small difference is left alone', 12, [12, 8], 0],
  ['one more than the slack', 13, [13, 7], 3],
  ['a new worker has nothing', 20, [20, 0], 10],
  ['at most sixteen a round', 200, [200, 0, 0], 16],
  ['the one with less keeps what it has', 4, [4, 20], 0],
  ['no lane is hot', 0, [0, 0], 0],
])('%s', (_name, own, hot, given) => {
  expect(lanesToGive(own, workers(...hot))).toBe(given)
})

test('rounds end in a share that nobody gives from', () => {
  const hot = [1_000, 0, 0]
  for (let round = 0; round < 100; round++) {
    for (const [index, own] of hot.entries()) {
      const given = lanesToGive(own, workers(...hot))
      hot[index] = own - given
      const least = hot.indexOf(Math.min(...hot))
      hot[least] = (hot[least] as number) + given
    }
  }
  expect(hot.every((own) => lanesToGive(own, workers(...hot)) === 0)).toBe(true)
  expect(Math.max(...hot) - Math.min(...hot)).toBeLessThanOrEqual(6)
})
