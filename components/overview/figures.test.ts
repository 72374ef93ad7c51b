import { expect, test } from 'vitest'
import { change, changeOfShare, percent, successRate } from './figures.ts'

test('a share is never rounded up to a clean 100 %', () => {
  expect([1, 0.99999, 0.5, 0].map(percent)).toEqual(['100 %', '99.99 %', '50.00 %', '0.00 %'])
})

test.each([
  [112, 100, '12 % more'],
  [50, 100, '50 % fewer'],
  [100, 100, 'as before'],
  [5_000, 1, 'over ten times as many'],
  [7, 0, null],
])('%d after %d is "%s"', (now, before, words) => {
  expect(change(now, before)).toBe(words)
})

test('shares are compared in points', () => {
  expect(changeOfShare(0.991, 0.98)).toBe('+1.1 points')
  expect(changeOfShare(0.5, 0.75)).toBe('−25 points')
  expect(changeOfShare(0.5, 0.5)).toBe('as before')
  expect(changeOfShare(0.5, null)).toBeNull()
})

test('there is no success rate without attempts', () => {
  expect(successRate({ attempts: 0, succeeded: 0 })).toBeNull()
  expect(successRate({ attempts: 4, succeeded: 3 })).toBe(0.75)
})
