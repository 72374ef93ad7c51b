import type { OutboundResult } from '../outbound/outbound-result.ts'
import type { DueDelivery } from './lane-store.ts'

/**
 * What becomes of the outstanding row:
 * `succeeded` ends every run of the delivery; `retry` moves this run to its next attempt; `dead` ends this run;
 * `expired` ends it without an attempt, its time-to-live is over; `probe` changes nothing, the attempt is only logged;
 * `interrupted` was given up by us and uses up nothing: the same attempt is made again.
 */
export type AttemptOutcome = 'succeeded' | 'retry' | 'dead' | 'expired' | 'probe' | 'interrupted'

/** One attempt, ready to be recorded. Times are Unix milliseconds of database time, ids uuids. */
export interface AttemptRecord {
  id: string
  delivery: DueDelivery
  /** The read that took the delivery, see in_flight_batches. */
  journalId: string
  appId: string | null
  batchId: string | null
  workerId: string
  startedAt: number
  url: string
  requestHeaders: Record<string, string>
  /** null for `expired`. */
  result: OutboundResult | null
  outcome: AttemptOutcome
  nextDueAt: number | null
  absent: boolean
  laneUpdate: LaneUpdate | null
}

/** The lane's circuit and hold after this attempt, written with it. */
export interface LaneUpdate {
  subscriptionId: string
  circuit: 'closed' | 'open' | 'half_open'
  /** It was not closed before. */
  hasClosed: boolean
  openedAt: number | null
  nextProbeAt: number | null
  probes: number
  consecutiveFailures: number
  failedDeliveries: string[]
  failingSince: number | null
  heldUntil: number | null
  succeededAt: number | null
  /** The least of this and what is stored is kept: an owner only ever forgets crashes. */
  crashCount: number
}
