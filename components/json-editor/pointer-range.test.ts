import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { rangeOfPointer } from './pointer-range.ts'

const doc = '{"a": [1, {"b/c": true}], "n": null, "a~b": "x"}'

function found(pointer: string, text = doc): string {
  const state = EditorState.create({ doc: text, extensions: [json()] })
  ensureSyntaxTree(state, text.length)
  const { from, to } = rangeOfPointer(state, pointer)
  return text.slice(from, to)
}

test.each([
  ['', '{'],
  ['/a', '['],
  ['/a/0', '1'],
  ['/a/1', '{'],
  ['/a/1/b~1c', 'true'],
  ['/n', 'null'],
  ['/a~0b', '"x"'],
  // What is not there is shown at the nearest thing that is.
  ['/a/1/missing', '{'],
  ['/a/7', '['],
])('%s leads to %s', (pointer, text) => {
  expect(found(pointer)).toBe(text)
})

test('an empty text has a place as well', () => {
  expect(found('/a', '')).toBe('')
})
