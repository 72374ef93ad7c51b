import { expect, test } from 'vitest'
import { markLabels } from './mark-labels.ts'

const hourMs = 3_600_000
const marks = [2, 10, 11, 11, 12, 20].map((hour, index, { length }) => ({
  at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
  number: length - index,
  words: 'Paused',
}))
const textsIn = (hours: number, widthPx: number) => markLabels(marks, hours * hourMs, widthPx).map(({ text }) => text)

test('each mark has its number where there is room, and those of one moment share a label', () => {
  expect(markLabels(marks, 9 * hourMs, 1_200)).toEqual([
    { newest: 1, text: '1' },
    { newest: 2, text: '2' },
    { newest: 3, text: '3–4' },
    { newest: 5, text: '5' },
    { newest: 6, text: '6' },
  ])
})

test('charts of several widths share the same labels out, and no number is lost', () => {
  expect(textsIn(24, 1_200)).toEqual(['1', '2–5', '6'])
  expect(textsIn(24, 1_200)).toEqual(textsIn(24, 330))
  expect(textsIn(24, 40)).toEqual(['1–6'])
})
