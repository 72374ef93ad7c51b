import { expect, test } from 'vitest'
import { undeliveredText } from './undelivered-text.ts'

test.each([
  [{ delivered: 2, dead: 0, revived: 0 }, 0, 'within 24 h, 0 of 2 given up'],
  [
    { delivered: 1_000, dead: 5, revived: 0 },
    1_200,
    'within 24 h, 5 of 1,005 given up, 1,200 still waiting after a day',
  ],
  [{ delivered: 9, dead: 4, revived: 4 }, 0, 'within 24 h, 0 of 9 given up, 4 dead letters redelivered since'],
  [{ delivered: 9, dead: 4, revived: 1 }, 0, 'within 24 h, 3 of 12 given up, 1 dead letter redelivered since'],
])('%j with %d overdue is "%s"', (total, overdue, words) => {
  expect(undeliveredText(total, overdue)).toBe(words)
})
