import { expect, test } from 'vitest'
import { choiceOf, healthChoices, narrowingOf } from './subscription-filters.ts'

test('every choice stands for what it narrows to', () => {
  for (const { value } of healthChoices) expect(choiceOf(narrowingOf(value))).toBe(value)
})

test('what no choice stands for shows none as chosen', () => {
  expect(choiceOf({ status: null, circuit: 'half_open' })).toBe('')
  expect(choiceOf({ status: 'active', circuit: 'open' })).toBe('')
})
