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

/** What opens and closes a breaker. Counts, and times in milliseconds. */
export interface CircuitLimits {
  consecutiveFailures: number
  /** The failures come from at least this many deliveries: one that the receiver cannot digest opens nothing. */
  minDeliveries: number
  windowMs: number
  windowAttempts: number
  windowFailureShare: number
  firstPauseMs: number
  longestPauseMs: number
  /** Slow start ends when this many requests may run at once. */
  slowStartUntil: number
}

export const defaultCircuitLimits: CircuitLimits = {
  consecutiveFailures: 20,
  minDeliveries: 5,
  windowMs: 60_000,
  windowAttempts: 50,
  windowFailureShare: 0.95,
  firstPauseMs: 5_000,
  longestPauseMs: 300_000,
  slowStartUntil: 32,
}

/** So many failures without a success between them are an absence; a single one may be the fault of what was sent. */
const absenceFailures = 2

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

function counted(circuit: Circuit, now: number, failed: boolean, limits: CircuitLimits): Circuit['window'] {
  const { window } = circuit
  const current = now - window.startedAt < limits.windowMs ? window : { startedAt: now, attempts: 0, failures: 0 }
  return { ...current, attempts: current.attempts + 1, failures: current.failures + (failed ? 1 : 0) }
}

export function onSuccess(circuit: Circuit, now: number, limits: CircuitLimits): Circuit {
  const recovering = circuit.state !== 'closed'
  const grown = circuit.slowStart === null ? null : circuit.slowStart + 1
  return {
    ...closedCircuit(now),
    window: counted(circuit, now, false, limits),
    slowStart: recovering ? 2 : grown === null || grown >= limits.slowStartUntil ? null : grown,
  }
}

export function onFailure(
  circuit: Circuit,
  failure: { now: number; deliveryId: string; wasProbe: boolean },
  limits: CircuitLimits,
): Circuit {
  const { now } = failure
  if (circuit.state !== 'closed') return failure.wasProbe ? reopened(circuit, now, limits) : circuit
  const failedDeliveries =
    circuit.failedDeliveries.size >= limits.minDeliveries || circuit.failedDeliveries.has(failure.deliveryId)
      ? circuit.failedDeliveries
      : new Set([...circuit.failedDeliveries, failure.deliveryId])
  const next: Circuit = {
    ...circuit,
    consecutiveFailures: circuit.consecutiveFailures + 1,
    failedDeliveries,
    failingSince: circuit.failingSince ?? now,
    window: counted(circuit, now, true, limits),
    slowStart: circuit.slowStart === null ? null : 1,
  }
  const inARow = next.consecutiveFailures >= limits.consecutiveFailures && failedDeliveries.size >= limits.minDeliveries
  const share =
    next.window.attempts >= limits.windowAttempts &&
    next.window.failures >= next.window.attempts * limits.windowFailureShare
  return inARow || share ? opened(next, now, limits) : next
}

/**
 * A delivery used up its attempts on a receiver that was not there: wait for it instead of letting the next ones die too. Where
 * others succeed meanwhile, it is the delivery that is at fault, and nobody waits.
 */
export function onAbsentDeath(circuit: Circuit, now: number, limits: CircuitLimits): Circuit {
  return circuit.state === 'closed' && isAbsence(circuit) ? opened(circuit, now, limits) : circuit
}

/** Whether what failed so far was an outage: a success after it brings back what died. */
export function isAbsence(circuit: Circuit): boolean {
  return circuit.state !== 'closed' || circuit.consecutiveFailures >= absenceFailures
}

export function onProbeDue(circuit: Circuit, now: number): Circuit {
  return circuit.state === 'open' && circuit.nextProbeAt !== null && now >= circuit.nextProbeAt
    ? { ...circuit, state: 'half_open' }
    : circuit
}

function opened(circuit: Circuit, now: number, limits: CircuitLimits): Circuit {
  return { ...circuit, state: 'open', openedAt: now, nextProbeAt: now + limits.firstPauseMs, probes: 0 }
}

function reopened(circuit: Circuit, now: number, limits: CircuitLimits): Circuit {
  const probes = circuit.probes + 1
  const pauseMs = Math.min(limits.firstPauseMs * 2 ** Math.min(probes, 20), limits.longestPauseMs)
  return { ...circuit, state: 'open', nextProbeAt: now + pauseMs, probes }
}
