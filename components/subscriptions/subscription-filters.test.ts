import { expect, test } from 'vitest'
import { choiceOf, healthChoices, narrowingOf } from './subscription-filters.ts'

test('every choice stands for what it narrows to', () => {
  for (const { value } of healthChoices) {
    const narrowing = narrowingOf(value)
    expect(narrowing && choiceOf(narrowing)).toBe(value)
  }
})

test('what no choice stands for shows none as chosen', () => {
  expect(choiceOf({ status: null, circuit: 'half_open', failing: null })).toBe('')
  expect(choiceOf({ status: 'active', circuit: 'open', failing: null })).toBe('')
})
