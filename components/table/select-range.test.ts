import { expect, test } from 'vitest'
import { afterToggle } from './select-range.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const after = (chosen: string[], id: string, from: string | null) =>
  [...afterToggle(ids, new Set(chosen), id, from)].sort()

test('a box alone is chosen and let go', () => {
  expect(after([], 'b', null)).toEqual(['b'])
  expect(after(['a', 'b'], 'b', null)).toEqual(['a'])
})

test('a range takes on what its end becomes, in either direction', () => {
  expect(after(['b'], 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(after(['d'], 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(after(['a', 'b', 'c', 'd'], 'c', 'a')).toEqual(['d'])
})

test('a range from a row that is gone is the box alone', () => {
  expect(after(['b'], 'd', 'z')).toEqual(['b', 'd'])
})
