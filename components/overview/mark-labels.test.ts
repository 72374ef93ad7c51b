import { expect, test } from 'vitest'
import { markLabels } from './mark-labels.ts'

const lines = (...places: [xPx: number, ...numbers: number[]][]) =>
  places.map(([xPx, ...numbers]) => ({ xPx, numbers }))

test('each line that has room for it has a label of its own', () => {
  expect(markLabels(lines([20, 4], [40, 3], [140, 2], [155, 1]))).toEqual([
    { fromPx: 20, toPx: 20, text: '4' },
    { fromPx: 40, toPx: 40, text: '3' },
    { fromPx: 140, toPx: 140, text: '2' },
    { fromPx: 155, toPx: 155, text: '1' },
  ])
})

test('what happened at one line has one label', () => {
  expect(markLabels(lines([50, 5], [100, 2, 3, 4], [130, 1])).map(({ text }) => text)).toEqual(['5', '2–4', '1'])
})

test('labels that would run into each other are one, over exactly the lines that it names', () => {
  expect(markLabels(lines([50, 5], [55, 4], [100, 3], [108, 2], [200, 1]))).toEqual([
    { fromPx: 50, toPx: 55, text: '4–5' },
    { fromPx: 100, toPx: 108, text: '2–3' },
    { fromPx: 200, toPx: 200, text: '1' },
  ])
})

test('a label that grew takes in the one that it now runs into', () => {
  expect(markLabels(lines([50, 3], [63, 2], [66, 1]))).toEqual([{ fromPx: 50, toPx: 66, text: '1–3' }])
})

test('a line that the list does not show has no label and is part of none', () => {
  expect(markLabels(lines([45], [50, 2], [55, 1]))).toEqual([{ fromPx: 50, toPx: 55, text: '1–2' }])
})
