import { expect, test } from 'vitest'
import { undeliveredText } from './undelivered-text.ts'

test.each([
  [{ delivered: 2, dead: 0, revived: 0 }, 0, '0 given up of 2 that ended'],
  [{ delivered: 1_000, dead: 5, revived: 0 }, 1_200, '5 given up of 1,005 that ended, 1,200 still waiting after a day'],
  [
    { delivered: 9, dead: 4, revived: 4 },
    0,
    '0 given up of 9 that ended, 4 more sent again and counted by how that ends',
  ],
  [
    { delivered: 9, dead: 4, revived: 1 },
    0,
    '3 given up of 12 that ended, 1 more sent again and counted by how that ends',
  ],
])('%j with %d overdue is "%s"', (total, overdue, words) => {
  expect(undeliveredText(total, overdue)).toBe(words)
})
