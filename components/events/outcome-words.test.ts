import { expect, test } from 'vitest'
import { outcomeWords } from './outcome-words.ts'

const none = { succeeded: 0, waiting: 0, failed: 0, cancelled: 0 }

test.each([
  [{ ...none, succeeded: 4, failed: 1 }, '4 of 5 delivered', '1 failed', 'bad'],
  [{ ...none, succeeded: 1 }, '1 delivered', null, 'good'],
  [{ ...none, waiting: 2, failed: 1 }, '2 waiting, 1 failed', null, 'bad'],
  [{ ...none, succeeded: 1, waiting: 2, cancelled: 1 }, '1 of 4 delivered', '2 waiting, 1 cancelled', 'waiting'],
  [{ ...none, cancelled: 1 }, '1 cancelled', null, 'none'],
])('%o: %s, %s', (outcome, words, rest, tone) => {
  expect(outcomeWords({ deliveries: 9, outcome })).toEqual({ words, rest, tone })
})

test('an event that nobody listens to matched none; where nothing is known of the outcome, the number is shown', () => {
  expect(outcomeWords({ deliveries: 0, outcome: none }).words).toBe('no deliveries')
  expect(outcomeWords({ deliveries: 3, outcome: null }).words).toBe('3')
})
