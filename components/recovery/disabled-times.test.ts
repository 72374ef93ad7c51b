import { expect, test } from 'vitest'
import { disabledTimes } from './disabled-times.ts'

const marks = (...kinds: Parameters<typeof disabledTimes>[0][number]['kind'][]) =>
  kinds.map((kind, n) => ({ kind, at: `2026-03-04T0${n}:00:00.000Z` }))
const at = (n: number) => `2026-03-04T0${n}:00:00.000Z`

test.each([
  [marks('created', 'edited', 'paused', 'resumed'), []],
  [marks('disabled'), [{ from: at(0), to: null }]],
  [marks('disabled', 'edited', 'resumed', 'paused', 'resumed'), [{ from: at(0), to: at(2) }]],
  [
    marks('disabled', 'resumed', 'circuit_opened', 'disabled'),
    [
      { from: at(3), to: null },
      { from: at(0), to: at(1) },
    ],
  ],
])('%j', (given, times) => {
  expect(disabledTimes(given)).toEqual(times)
})
