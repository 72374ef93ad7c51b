import { expect, test } from 'vitest'
import {
  type Circuit,
  type CircuitLimits,
  closedCircuit,
  defaultCircuitLimits,
  isAbsence,
  onAbsentDeath,
  onFailure,
  onProbeDue,
  onSuccess,
} from './circuit-breaker.ts'

const limits = defaultCircuitLimits

/** One letter an event: S success, D a delivery that died of absence, a digit: a failure of that delivery. */
function after(
  events: string,
  from: Circuit = closedCircuit(0),
  everyMs = 10,
  within: CircuitLimits = limits,
): Circuit {
  let circuit = from
  let now = 0
  for (const event of events) {
    now += everyMs
    if (event === 'S') circuit = onSuccess(circuit, now, within)
    else if (event === 'D') circuit = onAbsentDeath(circuit, now, within)
    else circuit = onFailure(circuit, { now, deliveryId: event, wasProbe: false }, within)
  }
  return circuit
}

test.each([
  ['19 failures of 5 deliveries', '1234512345123451234', 'closed'],
  ['20 failures of 5 deliveries', '12345123451234512345', 'open'],
  ['20 failures of 4 deliveries', '12341234123412341234', 'closed'],
  ['a fifth delivery after 24 failures of 4', '1234123412341234123412345', 'open'],
  ['19 failures, a success, 19 failures', '1234512345123451234S1234512345123451234', 'closed'],
  ['a death after one failure', '1D', 'closed'],
  ['a death after two failures', '11D', 'open'],
  ['a death after two failures with a success between', '1S1D', 'closed'],
  ['a success alone', 'S', 'closed'],
])('%s: the circuit is %s', (_name, events, state) => {
  expect(after(events).state).toBe(state)
})

test('a receiver that answers 95 of 100 wrongly within a minute opens the circuit, one that answers 94 does not', () => {
  const percent = (good: number): string => `${'S'.repeat(good)}${'1'.repeat(100 - good)}`
  const rarely = { ...limits, consecutiveFailures: 1_000, windowAttempts: 100 }
  expect(after(percent(5), undefined, 10, rarely).state).toBe('open')
  expect(after(percent(6), undefined, 10, rarely).state).toBe('closed')
})

test('fewer than 50 attempts in a minute say nothing about the share', () => {
  const rarely = { ...limits, consecutiveFailures: 1_000 }
  expect(after('1'.repeat(49), undefined, 10, rarely).state).toBe('closed')
  expect(after('1'.repeat(50), undefined, 10, rarely).state).toBe('open')
  expect(after('1'.repeat(200), undefined, 1_300, rarely).state).toBe('closed')
})

test('no more deliveries are remembered among the failures than are asked for, and since when it fails', () => {
  const failing = after('1123456')
  expect([...failing.failedDeliveries]).toEqual(['1', '2', '3', '4', '5'])
  expect(failing.failingSince).toBe(10)
  expect(after('11S22').failingSince).toBe(40)
})

test('a death while the circuit is open opens no new outage', () => {
  const open = after('12345123451234512345')
  expect(open).toMatchObject({ openedAt: 200, failingSince: 10, probes: 0 })
  expect(onAbsentDeath(open, 9_000, limits)).toBe(open)
  const probed = onFailure(open, { now: 6_000, deliveryId: '1', wasProbe: true }, limits)
  expect(probed).toMatchObject({ openedAt: 200, probes: 1 })
  expect(onAbsentDeath(probed, 9_000, limits)).toBe(probed)
})

test('an outage that begins again counts its probes anew', () => {
  const before = { ...closedCircuit(0), probes: 4, consecutiveFailures: 2 }
  expect(onAbsentDeath(before, 50, limits)).toMatchObject({ state: 'open', openedAt: 50, probes: 0 })
})

test('an open circuit lets nothing through before its first probe is due', () => {
  const open = after('12345123451234512345')
  expect(open.nextProbeAt).toBe(200 + limits.firstPauseMs)
  expect(onProbeDue(open, 200 + limits.firstPauseMs - 1).state).toBe('open')
  expect(onProbeDue(open, 200 + limits.firstPauseMs).state).toBe('half_open')
  const closed = { ...closedCircuit(0), nextProbeAt: 1 }
  expect(onProbeDue(closed, 2)).toBe(closed)
})

test('pauses between probes double from five seconds to five minutes', () => {
  let circuit = after('12345123451234512345')
  const pauses: number[] = []
  let now = circuit.nextProbeAt as number
  for (let probe = 0; probe < 9; probe++) {
    circuit = onProbeDue(circuit, now)
    circuit = onFailure(circuit, { now, deliveryId: '1', wasProbe: true }, limits)
    expect(circuit.state).toBe('open')
    pauses.push(((circuit.nextProbeAt as number) - now) / 1000)
    now = circuit.nextProbeAt as number
  }
  expect(pauses).toEqual([10, 20, 40, 80, 160, 300, 300, 300, 300])
})

test('what was under way when the circuit opened changes nothing by failing and closes it by succeeding', () => {
  const open = after('12345123451234512345')
  expect(onFailure(open, { now: 300, deliveryId: '6', wasProbe: false }, limits)).toEqual(open)
  expect(onSuccess(open, 300, limits).state).toBe('closed')
})

test('a success closes it, forgets the failures and starts slowly', () => {
  const half = onProbeDue(after('12345123451234512345'), 60_000)
  let circuit = onSuccess(half, 60_000, limits)
  expect(circuit).toMatchObject({
    state: 'closed',
    consecutiveFailures: 0,
    failingSince: null,
    nextProbeAt: null,
    slowStart: 2,
  })
  const steps: (number | null)[] = []
  for (let n = 0; n < 30; n++) {
    circuit = onSuccess(circuit, 60_000 + n, limits)
    steps.push(circuit.slowStart)
  }
  expect(steps.slice(0, 3)).toEqual([3, 4, 5])
  expect(steps.slice(-2)).toEqual([31, null])
})

test('a failure during the slow start begins it again with one request', () => {
  const recovering = { ...closedCircuit(0), slowStart: 9 }
  expect(onFailure(recovering, { now: 1, deliveryId: '1', wasProbe: false }, limits).slowStart).toBe(1)
})

test('a single failure is no outage, two in a row are', () => {
  expect(isAbsence(after('1'))).toBe(false)
  expect(isAbsence(after('11'))).toBe(true)
  expect(isAbsence(after('11S'))).toBe(false)
  // Whatever opened it: what is stored of an open circuit may have no failures in a row.
  expect(isAbsence({ ...closedCircuit(0), state: 'open' })).toBe(true)
})
