import type { OutboundResult } from '../outbound/outbound-result.ts'
import { isReceiverAbsent } from './absence.ts'
import type { AttemptOutcome } from './attempt-record.ts'
import { judgeAttempt, type Verdict } from './attempt-verdict.ts'
import { type Circuit, type CircuitLimits, onAbsentDeath, onFailure, onSuccess } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'
import { parseRetryAfter, retryDelayMs } from './retry-schedule.ts'

export interface AttemptDecision {
  verdict: Verdict
  outcome: AttemptOutcome
  /** Milliseconds until the next attempt of the schedule; null: none is left, or none is made of a test send. */
  delayMs: number | null
  /** What the receiver asked for, milliseconds. */
  retryAfterMs: number | null
  /** The receiver was away for so long that what dies now is brought back when it returns. */
  absent: boolean
  wasProbe: boolean
  /** The lane's circuit from here on; null: this attempt says nothing about the receiver. */
  circuit: Circuit | null
}

/**
 * What follows from the answer to one request. Pure: `before` is the circuit as it was, `bypass` a test send, which the lane's
 * circuit neither hinders nor learns from. Times are Unix milliseconds of database time.
 */
export function decideAttempt(from: {
  result: OutboundResult
  members: [DueDelivery, ...DueDelivery[]]
  config: LaneConfig
  before: Circuit
  wasProbe: boolean
  bypass: boolean
  lastSuccessAt: number
  now: number
  limits: CircuitLimits
}): AttemptDecision {
  const { result, members, config, before, wasProbe, bypass, now, limits } = from
  const [first] = members
  const verdict = judgeAttempt(result)
  const absent = verdict.absent && isReceiverAbsent(first, config.retry, from.lastSuccessAt)
  const retryAfterMs = verdict.succeeded ? null : parseRetryAfter(headerOf(result.responseHeaders, 'retry-after'), now)
  const delayMs = bypass ? null : retryDelayMs(config.retry, first.attempt, retryAfterMs)
  // Nothing may pass the head of a fifo lane: one that the receiver refuses uses up its attempts, or it would stay for ever.
  const isFree = wasProbe && !(config.fifo && verdict.refused)
  const outcome = outcomeOf(verdict.succeeded, result.error, isFree, delayMs)
  const decision = { verdict, outcome, delayMs, retryAfterMs, absent, wasProbe }
  if (bypass || outcome === 'interrupted') return { ...decision, circuit: null }
  const circuit = verdict.succeeded
    ? onSuccess(before, now, limits)
    : onFailure(before, { now, deliveryId: first.deliveryId, wasProbe }, limits)
  const diedOfAbsence = outcome === 'dead' && absent && config.autoRedeliver
  return { ...decision, circuit: diedOfAbsence ? onAbsentDeath(circuit, now, limits) : circuit }
}

function outcomeOf(
  succeeded: boolean,
  error: OutboundResult['error'],
  isFree: boolean,
  delayMs: number | null,
): AttemptOutcome {
  // This process gave it up because it ends: that says nothing about the receiver.
  if (error === 'interrupted') return 'interrupted'
  if (succeeded) return 'succeeded'
  if (isFree) return 'probe'
  return delayMs === null ? 'dead' : 'retry'
}

function headerOf(headers: Record<string, string | string[]> | null, name: string): string | null {
  const value = headers?.[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}
