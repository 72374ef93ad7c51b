import { expect, test } from 'vitest'
import { undeliveredText } from './undelivered-text.ts'

test.each([
  [{ dead: 0, revived: 0 }, 0, '0 given up'],
  [{ dead: 5, revived: 0 }, 1_200, '5 given up, 1,200 still waiting after a day'],
  [{ dead: 4, revived: 4 }, 0, '0 given up, 4 more sent again and counted by how that ends'],
  [{ dead: 4, revived: 1 }, 0, '3 given up, 1 more sent again and counted by how that ends'],
])('%j with %d overdue is "%s"', (total, overdue, words) => {
  expect(undeliveredText(total, overdue)).toBe(words)
})
