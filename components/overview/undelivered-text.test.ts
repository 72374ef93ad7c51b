import { expect, test } from 'vitest'
import { undeliveredText } from './undelivered-text.ts'

test.each([
  [{ dead: 0, revived: 0 }, 0, '0 given up'],
  [{ dead: 5, revived: 0 }, 1_200, '5 given up, 1,200 accepted a day before that still wait'],
  [{ dead: 4, revived: 4 }, 0, '0 given up, 4 gave up, were sent again and count by what came of that'],
  [{ dead: 4, revived: 1 }, 0, '3 given up, 1 gave up, was sent again and counts by what came of that'],
])('%j with %d overdue is "%s"', (total, overdue, words) => {
  expect(undeliveredText(total, overdue)).toBe(words)
})
