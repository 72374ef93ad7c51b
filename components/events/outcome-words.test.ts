import { expect, test } from 'vitest'
import { outcomeWords } from './outcome-words.ts'

const none = { succeeded: 0, waiting: 0, failed: 0, cancelled: 0 }

test.each([
  [{ ...none, succeeded: 4, failed: 1 }, '4 of 5 delivered', ['1 failed'], 'bad'],
  [{ ...none, succeeded: 1 }, '1 delivered', [], 'good'],
  [{ ...none, waiting: 2, failed: 1 }, '0 of 3 delivered', ['2 waiting', '1 failed'], 'bad'],
  [{ ...none, succeeded: 1, waiting: 2, cancelled: 1 }, '1 of 4 delivered', ['2 waiting', '1 cancelled'], 'waiting'],
  [{ ...none, waiting: 4 }, '0 of 4 delivered', ['4 waiting'], 'waiting'],
  [{ ...none, cancelled: 1 }, '0 of 1 delivered', ['1 cancelled'], 'none'],
])('%o: %s, %s', (outcome, words, rest, tone) => {
  expect(outcomeWords({ deliveries: 9, outcome })).toEqual({ words, rest, tone })
})

test('an event that nobody listens to matched none; where nothing is known of the outcome, the number is shown', () => {
  expect(outcomeWords({ deliveries: 0, outcome: none }).words).toBe('no deliveries')
  expect(outcomeWords({ deliveries: 3, outcome: null }).words).toBe('3')
})
