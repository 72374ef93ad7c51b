import { expect, test } from 'vitest'
import { closedCircuit } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import { type LaneGate, laneRoom, opensAt, replayRoom, requestRoom } from './lane-room.ts'
import { RateBucket } from './rate-bucket.ts'

const now = 1_000_000
const config = { concurrency: 8, mode: 'single', fifo: false, batchMaxEvents: 10 } as LaneConfig
const batch = { ...config, mode: 'batch' } as LaneConfig
const fifo = { ...config, fifo: true, concurrency: 1 } as LaneConfig
const open = { ...closedCircuit(0), state: 'open' as const, nextProbeAt: now + 4_000 }
const halfOpen = { ...closedCircuit(0), state: 'half_open' as const, nextProbeAt: now - 1 }
const bucketOf = (tokens: number): RateBucket => {
  const bucket = new RateBucket(100, now - tokens * 10)
  bucket.available(now)
  return bucket
}
const free: LaneGate = {
  now,
  config,
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

test.each<[string, Partial<LaneGate>, number]>([
  ['an idle lane', {}, 8],
  ['five requests under way', { sending: 5, inFlight: 5 }, 3],
  ['all requests under way', { sending: 8, inFlight: 8 }, 0],
  ['many results that are not recorded yet', { sending: 0, inFlight: 30 }, 2],
  ['more unrecorded than four times the concurrency', { sending: 0, inFlight: 33 }, -1],
  ['paused or disabled', { active: false }, 0],
  ['held by Retry-After', { heldUntil: now + 1 }, 0],
  ['the hold just over', { heldUntil: now }, 8],
  ['three tokens left', { bucket: bucketOf(3) }, 3],
  ['an open circuit', { circuit: open }, 0],
  ['an open circuit of which nothing is known yet', { circuit: open, stateKnown: false }, 8],
  ['an open circuit whose probe is due this moment', { circuit: { ...open, nextProbeAt: now } }, 1],
  ['a probe due', { circuit: halfOpen }, 1],
  ['a probe under way', { circuit: halfOpen, sending: 1, inFlight: 1 }, 0],
  ['a slow start of three', { circuit: { ...closedCircuit(0), slowStart: 3 }, sending: 1, inFlight: 1 }, 2],
  ['two crashes', { crashCount: 2 }, 8],
  ['three crashes', { crashCount: 3 }, 1],
  ['three crashes and one under way', { crashCount: 3, sending: 1, inFlight: 1 }, 0],
  ['nothing known and nothing read', { config: null }, 1],
  ['nothing known and something in flight', { config: null, inFlight: 1 }, 0],
  ['a fifo lane', { config: fifo }, 1],
  ['a fifo lane whose head is not recorded', { config: fifo, inFlight: 1 }, 0],
  ['a fifo lane without tokens', { config: fifo, bucket: bucketOf(0) }, 0],
  ['a fifo lane with an open circuit', { config: fifo, circuit: open }, 0],
  ['a fifo lane with a probe due', { config: fifo, circuit: halfOpen }, 1],
  ['an empty batch window: two batches', { config: batch }, 20],
  ['a window of fifteen', { config: batch, inFlight: 15, windowed: 15 }, 5],
  ['a batch lane without a free request', { config: batch, sending: 8, inFlight: 80 }, 0],
])('%s leaves room for what it should', (_name, gate, room) => {
  expect(laneRoom({ ...free, ...gate })).toBe(room)
})

test.each<[string, Partial<LaneGate>, number]>([
  ['an idle lane keeps a quarter of its places', {}, 6],
  ['replays have all of theirs', { sending: 6, inFlight: 6 }, 0],
  ['live requests are under way too', { sending: 7, inFlight: 7 }, -1],
  ['results that are not recorded yet', { inFlight: 22 }, 2],
  ['a slow start below them', { circuit: { ...closedCircuit(0), slowStart: 2 } }, 2],
  ['a probe', { circuit: halfOpen }, 1],
  ['a single place', { config: { ...config, concurrency: 1 } as LaneConfig }, 1],
  ['a fifo lane has only one', { config: fifo }, 1],
  ['a batch lane fills its batches with them', { config: batch }, 20],
])('replays leave room for live events: %s', (_name, gate, room) => {
  expect(replayRoom({ ...free, ...gate })).toBe(room)
})

test('the head of a fifo batch may go while its own window waits, and not while another batch is under way', () => {
  const window = { ...free, config: { ...fifo, mode: 'batch' } as LaneConfig, windowed: 5 }
  expect(requestRoom({ ...window, inFlight: 5 }, window.config)).toBe(1)
  expect(requestRoom({ ...window, inFlight: 8 }, window.config)).toBe(0)
})

test.each<[string, Partial<LaneGate>, number]>([
  ['nothing of its own', {}, now],
  ['a pause', { active: false }, Number.POSITIVE_INFINITY],
  ['a hold', { heldUntil: now + 7_000 }, now + 7_000],
  ['an open circuit', { circuit: open }, now + 4_000],
  ['a hold longer than the circuit', { circuit: open, heldUntil: now + 9_000 }, now + 9_000],
  ['an empty bucket', { bucket: bucketOf(0) }, now + 10],
])('a lane stopped by %s opens when that is over', (_name, gate, at) => {
  expect(opensAt({ ...free, ...gate }, now)).toBe(at)
})
