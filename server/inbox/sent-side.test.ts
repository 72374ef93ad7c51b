import { expect, test } from 'vitest'
import { firstDifference, headerDifferences } from './sent-side.ts'

test.each([
  ['same', 'same', 4],
  ['abc', 'abX', 2],
  ['abc', 'ab', 2],
  ['', 'a', 0],
])('%s and %s differ at %i', (one, other, at) => {
  expect(firstDifference(Buffer.from(one), Buffer.from(other))).toBe(at)
})

test('headers are compared without regard to case and without what HTTP adds', () => {
  const sent = { 'X-A': '1', 'X-Gone': 'g', 'X-List': ['a', 'b'] }
  const received: [string, string][] = [
    ['x-a', '2'],
    ['Host', 'h'],
    ['x-list', 'a'],
    ['X-LIST', 'b'],
    ['via', 'proxy'],
  ]
  expect(headerDifferences(sent, received)).toEqual([
    { name: 'x-a', sent: '1', received: '2' },
    { name: 'x-gone', sent: 'g', received: null },
    { name: 'via', sent: null, received: 'proxy' },
  ])
})
