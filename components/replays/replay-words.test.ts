import { expect, test } from 'vitest'
import { durationWord, percentDone } from './replay-words.ts'

test.each([
  [12.4, '12 s'],
  [300, '5 min'],
  [7_200, '2 h'],
])('%d seconds are %s', (seconds, word) => {
  expect(durationWord(seconds)).toBe(word)
})

test('progress counts what failed, never passes 100, and is 100 only at the end', () => {
  const at = (done: number, failed: number, total: number) => percentDone({ done, failed, total, status: 'running' })
  expect(at(50, 25, 100)).toBe(75)
  expect(at(999, 0, 1000)).toBe(99)
  expect(at(0, 0, 0)).toBe(0)
  expect(at(12, 0, 10)).toBe(100)
  expect(percentDone({ done: 3, failed: 0, total: 9, status: 'completed' })).toBe(100)
})
