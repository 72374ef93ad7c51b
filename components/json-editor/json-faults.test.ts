import { expect, test } from 'vitest'
import { faultsByLine, malformedAt } from './json-faults.ts'

test('faults are told by the line they lie in, topmost first', () => {
  const text = '{\n  "a": 1,\n  "b": {\n    "c": true\n  }\n}'
  const faults = [
    { pointer: '/b/c', message: 'Deep.' },
    { pointer: '/a', message: 'High.' },
  ]
  expect(faultsByLine(text, faults)).toEqual([
    { line: 2, message: 'High.' },
    { line: 4, message: 'Deep.' },
  ])
})

test('what is not JSON says in which line it breaks', () => {
  expect(malformedAt('{\n  "a": 1,\n  "b": oops\n}')).toMatchObject({ line: 3 })
  expect(malformedAt('{"a": 1}')).toBeNull()
  expect(malformedAt('  ')).toBeNull()
})
