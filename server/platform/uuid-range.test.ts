import { expect, test } from 'vitest'
import { millisecondsOf, newUuid } from './uuid.ts'
import { firstUuidOf, uuidsOfSameMillisecond } from './uuid-range.ts'

test('an id lies between the first of its millisecond and the first of the next', () => {
  const uuid = newUuid()
  const ms = millisecondsOf(uuid)
  expect(millisecondsOf(firstUuidOf(ms))).toBe(ms)
  expect(firstUuidOf(ms) <= uuid && uuid < firstUuidOf(ms + 1)).toBe(true)
  const { first, last } = uuidsOfSameMillisecond(uuid)
  expect(first).toBe(firstUuidOf(ms))
  expect(first <= uuid && uuid <= last && last < firstUuidOf(ms + 1)).toBe(true)
})
