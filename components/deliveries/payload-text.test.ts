import { expect, test } from 'vitest'
import { isPathValue, parseAsPayload } from './payload-text.ts'

test.each(['data.user.id:42', 'data.at:12:30', 'user:'])('%j is a search in payloads', (text) => {
  expect(isPathValue(text)).toBe(true)
  expect(parseAsPayload.parse(` ${text} `)).toBe(text)
})

test.each(['foo', 'order-4711', ':42', 'data..id:42', 'order.created', ''])('%j is none', (text) => {
  expect(isPathValue(text)).toBe(false)
  expect(parseAsPayload.parse(text)).toBeNull()
})

test('what the server would refuse as too long is none', () => {
  expect(parseAsPayload.parse(`a:${'x'.repeat(510)}`)).not.toBeNull()
  expect(parseAsPayload.parse(`a:${'x'.repeat(511)}`)).toBeNull()
})
