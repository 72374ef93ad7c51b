/**
 * The breaker of one subscription: a pure state machine, times in Unix milliseconds. While it is open nothing is sent and
 * nothing is used up; probes with growing pauses find out when the receiver is back.
 *
 * | state     | event                                   | next                                   |
 * |-----------|-----------------------------------------|----------------------------------------|
 * | closed    | failure, a limit reached                | open, first probe after `firstPauseMs` |
 * | closed    | an absent receiver let a delivery die   | open                                   |
 * | open      | probe due                               | half_open (one request)                |
 * | half_open | failure                                 | open, pause doubled                    |
 * | any       | success                                 | closed, slow start                     |
 */
export interface Circuit {
  state: 'closed' | 'open' | 'half_open'
  openedAt: number | null
  nextProbeAt: number | null
  probes: number
  consecutiveFailures: number
  /** Deliveries among the consecutive failures, up to `minDeliveries`. */
  failedDeliveries: ReadonlySet<string>
  failingSince: number | null
  /** Outcomes of the running minute. */
  window: { startedAt: number; attempts: number; failures: number }
  /** Requests that may run at once while it recovers; null: no limit of the circuit. */
  slowStart: number | null
}

export const circuitLimits = {
  consecutiveFailures: 20,
  minDeliveries: 5,
  windowMs: 60_000,
  windowAttempts: 50,
  windowFailureShare: 0.95,
  firstPauseMs: 5_000,
  longestPauseMs: 300_000,
  /** Slow start ends when this many requests may run at once. */
  slowStartUntil: 32,
} as const

export function closedCircuit(now: number): Circuit {
  return {
    state: 'closed',
    openedAt: null,
    nextProbeAt: null,
    probes: 0,
    consecutiveFailures: 0,
    failedDeliveries: new Set(),
    failingSince: null,
    window: { startedAt: now, attempts: 0, failures: 0 },
    slowStart: null,
  }
}

function counted(circuit: Circuit, now: number, failed: boolean): Circuit['window'] {
  const { window } = circuit
  const current =
    now - window.startedAt < circuitLimits.windowMs ? window : { startedAt: now, attempts: 0, failures: 0 }
  return { ...current, attempts: current.attempts + 1, failures: current.failures + (failed ? 1 : 0) }
}

export function onSuccess(circuit: Circuit, now: number): Circuit {
  const recovering = circuit.state !== 'closed'
  const grown = circuit.slowStart === null ? null : circuit.slowStart + 1
  return {
    ...closedCircuit(now),
    window: counted(circuit, now, false),
    slowStart: recovering ? 2 : grown === null || grown >= circuitLimits.slowStartUntil ? null : grown,
  }
}

export function onFailure(circuit: Circuit, failure: { now: number; deliveryId: string; wasProbe: boolean }): Circuit {
  const { now } = failure
  if (circuit.state !== 'closed') return failure.wasProbe ? reopened(circuit, now) : circuit
  const failedDeliveries =
    circuit.failedDeliveries.size >= circuitLimits.minDeliveries || circuit.failedDeliveries.has(failure.deliveryId)
      ? circuit.failedDeliveries
      : new Set([...circuit.failedDeliveries, failure.deliveryId])
  const next: Circuit = {
    ...circuit,
    consecutiveFailures: circuit.consecutiveFailures + 1,
    failedDeliveries,
    failingSince: circuit.failingSince ?? now,
    window: counted(circuit, now, true),
    slowStart: circuit.slowStart === null ? null : 1,
  }
  const inARow =
    next.consecutiveFailures >= circuitLimits.consecutiveFailures &&
    failedDeliveries.size >= circuitLimits.minDeliveries
  const share =
    next.window.attempts >= circuitLimits.windowAttempts &&
    next.window.failures >= next.window.attempts * circuitLimits.windowFailureShare
  return inARow || share ? opened(next, now) : next
}

/** A delivery used up its attempts on a receiver that was not there: wait for it instead of letting the next ones die too. */
export function onAbsentDeath(circuit: Circuit, now: number): Circuit {
  return circuit.state === 'closed' && circuit.failingSince !== null ? opened(circuit, now) : circuit
}

export function onProbeDue(circuit: Circuit, now: number): Circuit {
  return circuit.state === 'open' && circuit.nextProbeAt !== null && now >= circuit.nextProbeAt
    ? { ...circuit, state: 'half_open' }
    : circuit
}

function opened(circuit: Circuit, now: number): Circuit {
  return { ...circuit, state: 'open', openedAt: now, nextProbeAt: now + circuitLimits.firstPauseMs, probes: 0 }
}

function reopened(circuit: Circuit, now: number): Circuit {
  const probes = circuit.probes + 1
  const pauseMs = Math.min(circuitLimits.firstPauseMs * 2 ** Math.min(probes, 20), circuitLimits.longestPauseMs)
  return { ...circuit, state: 'open', nextProbeAt: now + pauseMs, probes }
}
