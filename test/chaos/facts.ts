import type { ReceivedRequest } from './receiver-process.ts'

/** Everything a run left behind: what publishers were told, what the database says, what the receiver got. Ids are public. */
export interface Facts {
  /** Events answered 202 with the subscriptions they had to reach. */
  accepted: { eventId: string; subscriptionIds: string[] }[]
  /** Ids of all events in the database. */
  eventIds: string[]
  deliveries: DeliveryFact[]
  outstanding: OutstandingFact[]
  attempts: AttemptFact[]
  requests: ReceivedRequest[]
  /** What holds on to something after everything came to rest: locks of lanes, jobs that are locked, journals. */
  leftovers: string[]
  /** Answers to publishers that are neither 202 nor 503, and keys with two events. */
  complaints: string[]
}

export interface DeliveryFact {
  id: string
  eventId: string
  subscriptionId: string
  status: 'pending' | 'retrying' | 'succeeded' | 'failed' | 'cancelled'
  /** As the delivery says; must be the number of its attempts that are not probes. */
  attempts: number
  openRuns: number
}

export interface OutstandingFact {
  deliveryId: string
  /** Seconds since it was due, when nothing holds it back; null: it waits for its time, or its lane is held. */
  overdueSeconds: number | null
}

export interface AttemptFact {
  deliveryId: string
  attempt: number
  /** Unix milliseconds. */
  startedAt: number
  durationMs: number
  subscriptionId: string
  statusCode: number | null
  error: string | null
  probe: boolean
  workerId: string | null
}

/** What a fault explains. Without it the checker accepts none of it. */
export interface Allowance {
  /** Most requests beyond the first success of a delivery. */
  duplicates: number
  /** Most attempts marked interrupted. */
  interrupted: number
  /** True when a process was cut off and came back: its late results stand beside the mark that a survivor made. */
  lateResults: boolean
  /** True when PostgreSQL lost its last moments, and with them what a process had in flight when it died too. */
  lostJournals: boolean
  /** Deliveries that may be undecided at the end. */
  waiting: number
}

export const noFault: Allowance = { duplicates: 0, interrupted: 0, lateResults: false, lostJournals: false, waiting: 0 }
