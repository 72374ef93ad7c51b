import { expect, test } from 'vitest'
import { jsonTokens } from './json-tokens.ts'

test('names, strings, numbers and words are told apart', () => {
  const text = '{"a\\": 1": "b: 2", "n": -1.5e3, "w": [true, null]}'
  expect(jsonTokens(text).filter(({ kind }) => kind !== null)).toEqual([
    { text: '"a\\": 1"', kind: 'name' },
    { text: '"b: 2"', kind: 'string' },
    { text: '"n"', kind: 'name' },
    { text: '-1.5e3', kind: 'number' },
    { text: '"w"', kind: 'name' },
    { text: 'true', kind: 'word' },
    { text: 'null', kind: 'word' },
  ])
})

test.each(['', '{ }', '{"cut off": "in the mid', '\n{\n  "a": 1\n}\n', 'no JSON 42 at all'])(
  'nothing of %j is lost',
  (text) => {
    expect(
      jsonTokens(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text)
  },
)
