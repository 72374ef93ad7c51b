import { expect, it } from 'vitest'
import { type LaneWait, laneWaitMs } from './lane-wait.ts'

const now = 1_000_000
const never = Number.POSITIVE_INFINITY

const cases: [string, Partial<LaneWait>, number | null][] = [
  ['an idle lane lingers', {}, 200],
  ['a blocked lane waits until it opens', { isBlocked: true, opensAt: now + 700 }, 700],
  ['a lane that opens in five seconds keeps its lock', { isBlocked: true, opensAt: now + 5_000 }, 5_000],
  ['what keeps it closed for long gives the lock back', { isBlocked: true, opensAt: now + 5_001 }, null],
  ['a lane that never opens by itself gives the lock back', { isBlocked: true, opensAt: never }, null],
  ['a busy lane keeps its lock however long it is closed', { isBusy: true, isBlocked: true, opensAt: never }, 5_000],
  ['a busy lane wakes for a retry that becomes due', { isBusy: true, nextDueAt: now + 30 }, 30],
  ['a retry that is due already needs room, so an answer', { isBusy: true, nextDueAt: now - 30 }, 5_000],
  [
    'somebody rang: the subscription may have changed',
    { isBusy: true, isBlocked: true, opensAt: never, looksAgainAt: now + 400 },
    400,
  ],
  ['somebody rang a lane that has read all there is', { isBusy: true, looksAgainAt: now + 400 }, 5_000],
  ['a batch goes at its deadline', { isBusy: true, batchDeadline: now + 90 }, 90],
  ['but not while the lane is closed', { isBusy: true, batchDeadline: now + 90, opensAt: now + 250 }, 250],
]

it.each(cases)('%s', (_name, wait, expected) => {
  const idle = { isBusy: false, isBlocked: false, opensAt: now, nextDueAt: never }
  expect(laneWaitMs({ now, ...idle, looksAgainAt: null, batchDeadline: null, ...wait })).toBe(expected)
})
