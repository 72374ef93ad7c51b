import { expect, test } from 'vitest'
import { faultsIn, nextVersion } from './event-type-draft.ts'

test.each([
  [['1', '10', '9'], '11'],
  [['1', 'beta'], '2'],
  [['2026-01'], ''],
  [[], ''],
])('after the versions %j comes %j', (versions, next) => {
  expect(nextVersion(versions)).toBe(next)
})

test('faults are told apart by the part they lie in, and point into it', () => {
  const errors = ['/schema', '/schema/properties/a', '/example/a', '/name', '/schemata'].map((pointer) => ({
    pointer,
    message: 'No.',
  }))
  expect(faultsIn('schema', errors).map(({ pointer }) => pointer)).toEqual(['', '/properties/a'])
  expect(faultsIn('example', errors).map(({ pointer }) => pointer)).toEqual(['/a'])
})
