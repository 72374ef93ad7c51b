import { expect, test } from 'vitest'
import { markLabels } from './mark-labels.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
const points = Array.from({ length: 24 }, (_, hour) => ({ at: at(hour) }))
const marks = [2, 10, 11, 11, 12, 20].map((hour, index, { length }) => ({
  at: at(hour),
  number: length - index,
  words: 'Paused',
}))

test('each mark has its number where there is room, and those of one bar share a label', () => {
  expect(markLabels(points, marks, 1_200)).toEqual([
    { at: at(20), text: '1' },
    { at: at(12), text: '2' },
    { at: at(11), text: '3–4' },
    { at: at(10), text: '5' },
    { at: at(2), text: '6' },
  ])
})

test('labels that would overlap are one, and no number is lost', () => {
  expect(markLabels(points, marks, 300).map(({ text }) => text)).toEqual(['1', '2–5', '6'])
  expect(markLabels(points, marks, 30).map(({ text }) => text)).toEqual(['1–6'])
})
