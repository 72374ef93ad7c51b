import type { Circuit } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { RateBucket } from './rate-bucket.ts'

/** From this crash on a lane sends one at a time, so that a delivery that kills its worker is found. */
export const crashesUntilSingleFile = 3
/** Results that wait for the database hold back new requests from here on: this many times the concurrency. */
const unrecordedFactor = 4
/** Most rows of one read in batch mode: two full batches, so that a retried batch always fits whole. */
export const batchReadRows = (config: LaneConfig): number => config.batchMaxEvents * 2

/** Everything that decides whether a lane may send. Times are Unix milliseconds of database time. */
export interface LaneGate {
  now: number
  config: LaneConfig | null
  circuit: Circuit | null
  bucket: RateBucket | null
  active: boolean
  stateKnown: boolean
  heldUntil: number
  crashCount: number
  /** Requests without an answer yet. */
  sending: number
  /** Deliveries whose result is not committed. */
  inFlight: number
  /** Deliveries that wait for their batch to fill. */
  windowed: number
}

/** How many rows the lane may read and start now. */
export function laneRoom(gate: LaneGate): number {
  const { config } = gate
  // The first read may take one row: the statement itself looks at status, circuit and hold.
  if (!config) return gate.inFlight === 0 ? 1 : 0
  const requests = requestRoom(gate, config)
  if (requests <= 0 || config.mode === 'single') return requests
  return batchReadRows(config) - gate.windowed
}

/** Of so many places in a lane, one is kept free of replays: a live event need not wait for one of them to be answered. */
const placesForOneLive = 4

/** How many of the rows that `laneRoom` allows may be replays. */
export function replayRoom(gate: LaneGate): number {
  const room = laneRoom(gate)
  const { config, sending, inFlight } = gate
  if (!config || config.fifo || config.mode === 'batch') return room
  const places = config.concurrency - Math.floor(config.concurrency / placesForOneLive)
  return Math.min(room, places - sending, places * unrecordedFactor - inFlight)
}

/** How many requests may start now. */
export function requestRoom(gate: LaneGate, config: LaneConfig): number {
  const { circuit, bucket, now } = gate
  if (!gate.active || gate.heldUntil > now) return 0
  if (config.fifo)
    return gate.inFlight - gate.windowed > 0 ? 0 : Math.min(1, bucket?.available(now) ?? 1, probeRoom(gate))
  let room = Math.min(
    config.concurrency - gate.sending,
    config.concurrency * unrecordedFactor * (config.mode === 'batch' ? config.batchMaxEvents : 1) - gate.inFlight,
    probeRoom(gate),
  )
  if (circuit?.slowStart != null) room = Math.min(room, circuit.slowStart - gate.sending)
  if (gate.crashCount >= crashesUntilSingleFile) room = Math.min(room, 1 - gate.sending)
  if (bucket) room = Math.min(room, bucket.available(now))
  return room
}

function probeRoom({ circuit, stateKnown, now, sending }: LaneGate): number {
  if (!circuit || circuit.state === 'closed' || !stateKnown) return Number.MAX_SAFE_INTEGER
  if (circuit.state === 'half_open' || (circuit.nextProbeAt ?? 0) <= now) return 1 - sending
  return 0
}

/** When a lane without room may have some again for a reason of its own, not counting answers it waits for. */
export function opensAt(gate: LaneGate, now: number): number {
  if (!gate.active) return Number.POSITIVE_INFINITY
  let at = Math.max(now, gate.heldUntil)
  if (gate.circuit && gate.circuit.state !== 'closed') at = Math.max(at, gate.circuit.nextProbeAt ?? now)
  if (gate.bucket) at = Math.max(at, now + gate.bucket.waitMs(now))
  return at
}
