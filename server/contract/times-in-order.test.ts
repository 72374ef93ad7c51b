import { expect, test } from 'vitest'
import type { z } from 'zod'
import { deliveryActionOperations } from './delivery-action.ts'
import { operationList } from './operations.ts'

const pairs = [
  ['after', 'before'],
  ['attempt_after', 'attempt_before'],
  ['from', 'to'],
] as const

const earlier = '2026-01-01T00:00:00Z'
const later = '2026-01-01T01:00:00+00:00'

const asked = operationList.flatMap(({ id, operation: { query } }) => {
  return pairs
    .filter((pair) => pair.every((name) => name in query.shape))
    .map(([from, until]) => ({ id, from, until, query }))
})

const faultsOf = (error: z.ZodError | undefined) => error?.issues.map(({ path, message }) => ({ path, message })) ?? []

test('every list and count that takes two bounds of time is looked at here', () => {
  expect(asked.length).toBeGreaterThanOrEqual(8)
})

test.each(asked)('$id says that $from must be before $until, instead of finding nothing', ({ query, from, until }) => {
  const faults = (given: object) => faultsOf(query.safeParse(given).error)
  expect(faults({ [from]: earlier, [until]: later })).toEqual([])
  expect(faults({ [from]: later })).toEqual([])
  expect(faults({ [until]: earlier })).toEqual([])
  expect(faults({ [from]: later, [until]: earlier })).toEqual([
    {
      path: [until],
      message: `must be later than ${from}, which is ${later}: swap the two, or leave one out`,
    },
  ])
  expect(faults({ [from]: earlier, [until]: earlier })).toEqual([
    {
      path: [until],
      message: `must be later than ${from}, which is the same time: give a later one, or leave one out`,
    },
  ])
})

test('a filter in a body says so too, where it stands', () => {
  const { body } = deliveryActionOperations.discardDeadLetters
  const { error } = (body as NonNullable<typeof body>).safeParse({ filter: { after: later, before: earlier } })
  expect(faultsOf(error)).toEqual([
    { path: ['filter', 'before'], message: expect.stringContaining('later than after') },
  ])
})
