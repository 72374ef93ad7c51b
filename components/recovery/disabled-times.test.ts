import { expect, test } from 'vitest'
import { disabledTimes, replayOf } from './disabled-times.ts'

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

const replay = { from: at(1), to: at(3), include: 'missing', types: null, matching: null, status: 'running' } as const

test.each([
  ['as long as it', {}, true],
  ['longer than it', { from: at(0), to: at(4) }, true],
  ['that is through', { status: 'completed' }, true],
  ['that began later', { from: at(2) }, false],
  ['that ends sooner', { to: at(2) }, false],
  ['that was cancelled', { status: 'cancelled' }, false],
  ['of dead letters', { include: 'failed' }, false],
  ['of some types', { types: ['tag.added'] }, false],
] as const)('a replay %s sends what was missed: %j, %s', (_, change, isSent) => {
  const one = { ...replay, ...change, types: 'types' in change ? [...change.types] : null }
  expect(replayOf({ from: at(1), to: at(3) }, [one])).toBe(isSent ? one : undefined)
  expect(replayOf({ from: at(1), to: null }, [one])).toBeUndefined()
})
