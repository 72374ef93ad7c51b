import { expect, test } from 'vitest'
import { isUnreadable, momentMs, momentText } from './moment-text.ts'

const at = new Date(2026, 10, 28, 7, 5).getTime()

test.each(['2026-11-28 07:05', ' 2026-11-28  7:05 ', '2026-11-28T07:05'])('"%s" is read', (text) => {
  expect(momentMs(text)).toBe(at)
  expect(isUnreadable(text)).toBe(false)
})

test('a moment is written as it is read', () => {
  expect(momentText(at)).toBe('2026-11-28 07:05')
  expect(momentMs(momentText(at))).toBe(at)
})

test.each([
  'yesterday',
  '2026-11-28',
  '11/28/2026, 05:00 PM',
  '2026-02-30 10:00',
  '2026-01-01 25:00',
  '2026-13-01 10:00',
])('"%s" is no moment', (text) => {
  expect(momentMs(text)).toBeNaN()
  expect(isUnreadable(text)).toBe(true)
})

test('nothing written is nothing wrong', () => {
  expect(isUnreadable('')).toBe(false)
})
