import { expect, test } from 'vitest'
import { gapBridges, standsAlone } from './gap-bridges.ts'

const points = (...values: (number | null)[]) => values.map((p50, index) => ({ at: `${index}`, p50 }))

test('a short gap is bridged from end to end, a long one stays open', () => {
  const bridges = gapBridges(points(null, 10, null, 1000, 7, null, null, null, null, 7), 'p50')
  expect(bridges.map((value) => value && Math.round(value))).toEqual([
    null,
    10,
    100,
    1000,
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})

test('a point without neighbours stands alone', () => {
  const line = points(1, null, 2, null, 3, 4)
  expect(line.map((_, index) => standsAlone(line, 'p50', index))).toEqual([true, false, true, false, false, false])
})
