import { expect, test } from 'vitest'
import { closedCircuit } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneGate } from './lane-room.ts'
import { type LaneStep, type LaneWork, nextStep } from './lane-step.ts'

const now = 1_000_000
const never = Number.POSITIVE_INFINITY
const gate: LaneGate = {
  now,
  config: { concurrency: 4, mode: 'single', fifo: false, batchMaxEvents: 10 } as LaneConfig,
  circuit: closedCircuit(0),
  bucket: null,
  active: true,
  stateKnown: true,
  heldUntil: 0,
  crashCount: 0,
  sending: 0,
  inFlight: 0,
  windowed: 0,
}
const nothing: LaneWork = {
  nudged: false,
  wantRead: false,
  onlyReplaysWait: false,
  nextDueAt: never,
  stateReadAt: now - 100,
}
const full = { sending: 4, inFlight: 4 }
/** The three places of replays are taken, the one that is kept for a live event is free. */
const fullOfReplays = { sending: 3, inFlight: 3 }
const long = { heldUntil: now + 60_000 }
const read: LaneStep = { next: 'read' }
const release: LaneStep = { next: 'release' }
const wait = (waitMs: number): LaneStep => ({ next: 'wait', waitMs })

test.each<[string, Partial<LaneGate>, Partial<LaneWork>, LaneStep]>([
  ['something may wait and there is room', {}, { wantRead: true }, read],
  ['nothing waits: it lingers', {}, {}, wait(200)],
  ['nothing waits, not even of a lane of which nothing is known', { stateKnown: false }, {}, wait(200)],
  ['there is no room before an answer', full, { wantRead: true }, wait(5_000)],
  ['answers are under way and nothing more waits', { sending: 1, inFlight: 1 }, {}, wait(5_000)],
  [
    'the subscription is not known: it looks whatever the room',
    { ...long, stateKnown: false },
    { wantRead: true },
    read,
  ],
  ['a hold of seconds', { heldUntil: now + 900 }, { wantRead: true }, wait(900)],
  ['a hold of a millisecond’s part is no reason to spin', { heldUntil: now + 0.2 }, { wantRead: true }, wait(1)],
  ['a long hold', long, { wantRead: true }, release],
  ['a long hold with requests under way', { ...long, ...full }, { wantRead: true }, wait(5_000)],
  ['a pause', { active: false }, { wantRead: true }, release],
  [
    'a pause, and somebody rang long after the last look',
    { active: false },
    { wantRead: true, nudged: true, stateReadAt: now - 500 },
    read,
  ],
  [
    'a pause, and somebody rang just after the last look',
    { active: false },
    { wantRead: true, nudged: true, stateReadAt: now - 499 },
    release,
  ],
  [
    'no room, and somebody rang long after the last look',
    full,
    { wantRead: true, nudged: true, stateReadAt: now - 500 },
    read,
  ],
  [
    'no room, and somebody rang just after the last look',
    full,
    { wantRead: true, nudged: true, stateReadAt: now - 100 },
    wait(400),
  ],
  ['no room, and nobody rang for long', full, { wantRead: true, stateReadAt: now - 9_000 }, wait(5_000)],
  ['a retry comes while answers are under way', { sending: 1, inFlight: 1 }, { nextDueAt: now + 70 }, wait(70)],
  [
    'only replays wait and their places are taken',
    fullOfReplays,
    { wantRead: true, onlyReplaysWait: true },
    wait(5_000),
  ],
  [
    'only replays waited, but somebody rang',
    fullOfReplays,
    { wantRead: true, onlyReplaysWait: true, nudged: true },
    read,
  ],
  ['live events wait and the place of one is free', fullOfReplays, { wantRead: true }, read],
  [
    'only replays wait and one of their places is free',
    { sending: 2, inFlight: 2 },
    { wantRead: true, onlyReplaysWait: true },
    read,
  ],
])('%s', (_name, more, work, step) => {
  expect(nextStep({ ...gate, ...more }, { ...nothing, ...work }, null)).toEqual(step)
})

test('a batch that fills is looked at again when its time is over', () => {
  const filling = { ...gate, inFlight: 3, windowed: 3 }
  expect(nextStep(filling, nothing, now + 120)).toEqual(wait(120))
})
