import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prettyJson, visibleControls } from './pretty-json.ts'

test('indents and keeps every literal as it is', () => {
  const sent = '{"b":12345678901234567890,"a":[1e400,{}],"b":"\\u00e9 {[,:\\"","e":[ ]}'
  expect(prettyJson(sent)).toBe(
    '{\n  "b": 12345678901234567890,\n  "a": [\n    1e400,\n    {}\n  ],\n  "b": "\\u00e9 {[,:\\"",\n  "e": []\n}',
  )
})

test('agrees with the standard on every value that JavaScript can hold', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(prettyJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2))
    }),
  )
})

test.each(['', 'not json', '{"a":1', '<html>'])('%j is not JSON', (text) => {
  expect(prettyJson(text)).toBeNull()
})

test('control characters become visible, line breaks and tabs stay', () => {
  expect(visibleControls('a\u0000\u001b[31mb\n\tc\u007f')).toBe('a\u2400\u241b[31mb\n\tc\u2421')
})
