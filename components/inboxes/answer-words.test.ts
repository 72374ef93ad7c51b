import { expect, test } from 'vitest'
import { answerWords, isSameAnswer, presetsFor } from './answer-words.ts'

test('each preset has words of its own', () => {
  const answerPresets = presetsFor('builtin')
  expect(answerPresets.map(({ answers }) => answerWords(answers))).toEqual([
    '200',
    '500',
    '429 asking to wait 30 s',
    '410',
    '200 after 20 s',
    '200 or 500 in 50 %',
  ])
  for (const one of answerPresets) {
    expect(answerPresets.filter((other) => isSameAnswer(one.answers, other.answers))).toEqual([one])
  }
})

test('webhook.site is offered what it can do', () => {
  expect(presetsFor('webhook_site').map(({ answers }) => answerWords(answers))).toEqual([
    '200',
    '500',
    '429',
    '200 after 10 s',
  ])
})
