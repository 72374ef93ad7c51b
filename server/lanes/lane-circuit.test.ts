import { expect, test } from 'vitest'
import type { AttemptDecision } from './attempt-decision.ts'
import { type Circuit, closedCircuit } from './circuit-breaker.ts'
import { adoptCircuit, adoptDecision } from './lane-circuit.ts'
import { LaneMemories, type LaneMemory } from './lane-memory.ts'
import { LaneOutlook } from './lane-outlook.ts'
import type { DueDelivery, LaneState } from './lane-store.ts'

const now = 1_000_000

const stored = (more: Partial<LaneState>): LaneState => ({
  status: 'active',
  deleted: false,
  revision: 'r',
  circuit: 'closed',
  openedAt: null,
  nextProbeAt: null,
  probes: 0,
  consecutiveFailures: 0,
  failedDeliveries: [],
  failingSince: null,
  heldUntil: null,
  crashCount: 0,
  ...more,
})

test('what is stored is taken over; a probe that another owner had under way is made again when it is due', () => {
  const state = stored({ circuit: 'half_open', openedAt: 5, nextProbeAt: 9, probes: 3, failingSince: 4 })
  expect(adoptCircuit(state, null, now)).toMatchObject({
    state: 'open',
    openedAt: 5,
    nextProbeAt: 9,
    probes: 3,
    failingSince: 4,
  })
  const failing = stored({ consecutiveFailures: 7, failedDeliveries: ['a', 'b'] })
  expect(adoptCircuit(failing, null, now)).toMatchObject({
    state: 'closed',
    consecutiveFailures: 7,
    failedDeliveries: new Set(['a', 'b']),
  })
})

test('the running minute and a slow start go on in the process that knows them, not over a change of state', () => {
  const window = { startedAt: now - 30_000, attempts: 40, failures: 3 }
  const known: Circuit = { ...closedCircuit(0), window, slowStart: 5 }
  expect(adoptCircuit(stored({}), known, now)).toMatchObject({ window, slowStart: 5 })
  expect(adoptCircuit(stored({ circuit: 'open' }), known, now)).toMatchObject({
    window: { startedAt: now, attempts: 0, failures: 0 },
    slowStart: null,
  })
})

interface Lane {
  memory: LaneMemory
  outlook: LaneOutlook
}
const lane = (): Lane => {
  const memory = new LaneMemories().of('s', now)
  return { memory, outlook: new LaneOutlook(memory) }
}
const failing: Circuit = { ...closedCircuit(0), consecutiveFailures: 1, failingSince: 7 }
const decisionOf = (more: Partial<AttemptDecision> & { succeeded?: boolean; holdsLane?: boolean }): AttemptDecision => {
  const { succeeded = false, holdsLane = false, ...rest } = more
  return {
    verdict: { succeeded, gone: false, holdsLane, absent: false, refused: false },
    outcome: succeeded ? 'succeeded' : 'retry',
    delayMs: 0,
    retryAfterMs: null,
    absent: false,
    wasProbe: false,
    circuit: succeeded ? closedCircuit(now) : failing,
    ...rest,
  }
}
const members = [{ deliveryId: 'd' } as DueDelivery]
const adopt = ({ memory, outlook }: Lane, decision: AttemptDecision, before = closedCircuit(0), at = now) =>
  adoptDecision(memory, outlook, { members, before, decision, now: at })

test('an attempt that says nothing of the receiver changes nothing', () => {
  const { memory, outlook } = lane()
  memory.circuit = failing
  const decision = decisionOf({ circuit: null, holdsLane: true, retryAfterMs: 9_000, wasProbe: true })
  expect(adopt({ memory, outlook }, decision)).toBeNull()
  expect(memory).toMatchObject({ circuit: failing, lastSuccessAt: 0, probed: new Set() })
  expect(outlook.heldUntil).toBe(0)
})

test('a failure is written with the circuit that it leads to', () => {
  const own = lane()
  expect(adopt(own, decisionOf({}))).toMatchObject({ consecutiveFailures: 1, failingSince: 7, succeededAt: null })
  expect(own.memory.circuit).toBe(failing)
})

test('with a failure the last success is written, which was too soon after another to be written itself', () => {
  const own = lane()
  adopt(own, decisionOf({ succeeded: true }))
  expect(adopt(own, decisionOf({ succeeded: true }), closedCircuit(0), now + 4_000)).toBeNull()
  expect(adopt(own, decisionOf({}), closedCircuit(0), now + 5_000)).toMatchObject({ succeededAt: now + 4_000 })
})

test('a healthy lane writes its successes every ten seconds, one that recovers at once', () => {
  const own = lane()
  const success = decisionOf({ succeeded: true })
  expect(adopt(own, success)).toMatchObject({ succeededAt: now })
  expect(adopt(own, success, closedCircuit(0), now + 9_999)).toBeNull()
  expect(own.memory.lastSuccessAt).toBe(now + 9_999)
  expect(adopt(own, success, failing, now + 9_999)).toMatchObject({
    circuit: 'closed',
    hasClosed: false,
    failingSince: null,
  })
  expect(adopt(own, success, closedCircuit(0), now + 19_998)).toBeNull()
  expect(adopt(own, success, closedCircuit(0), now + 19_999)).toMatchObject({ succeededAt: now + 19_999 })
  const wasOpen = { ...closedCircuit(0), state: 'open' as const }
  expect(adopt(own, success, wasOpen, now + 20_000)).toMatchObject({ hasClosed: true })
})

test('a success forgets the crashes of the lane, and this is written although it is healthy', () => {
  const own = lane()
  own.memory.successWrittenAt = now
  own.outlook.crashCount = 3
  expect(adopt(own, decisionOf({}))).toMatchObject({ crashCount: 3 })
  expect(adopt(own, decisionOf({ succeeded: true }))).toMatchObject({ crashCount: 0 })
  expect(own.outlook.crashCount).toBe(0)
  expect(adopt(own, decisionOf({ succeeded: true }))).toBeNull()
})

test('Retry-After of 429 and 503 holds the lane, of other answers it does not, and never shortens a hold', () => {
  const own = lane()
  expect(adopt(own, decisionOf({ retryAfterMs: 60_000 }))?.heldUntil).toBeNull()
  expect(adopt(own, decisionOf({ holdsLane: true }))?.heldUntil).toBeNull()
  expect(adopt(own, decisionOf({ holdsLane: true, retryAfterMs: 60_000 }))?.heldUntil).toBe(now + 60_000)
  expect(adopt(own, decisionOf({ holdsLane: true, retryAfterMs: 1_000 }))?.heldUntil).toBe(now + 60_000)
  expect(own.outlook.heldUntil).toBe(now + 60_000)
  // One that is over is written as none.
  expect(adopt(own, decisionOf({}), closedCircuit(0), now + 60_000)?.heldUntil).toBeNull()
})

test('what served as a probe in vain is remembered until a success', () => {
  const own = lane()
  adopt(own, decisionOf({}))
  expect([...own.memory.probed]).toEqual([])
  adopt(own, decisionOf({ wasProbe: true }))
  expect([...own.memory.probed]).toEqual(['d'])
  adopt(own, decisionOf({ wasProbe: true, succeeded: true }))
  expect([...own.memory.probed]).toEqual([])
})
