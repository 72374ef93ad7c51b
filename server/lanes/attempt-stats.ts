import type { OutboundResult } from '../outbound/outbound-result.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { addToHistogram } from '../stats/latency-histogram.ts'
import type { AttemptRecord } from './attempt-record.ts'

const dayMs = 86_400_000

/** What a batch of attempts adds to delivery_stats: one entry per subscription, minute and event type. */
export interface StatsEntry {
  subscription_id: string
  /** ISO 8601, whole minute. */
  minute: string
  event_type: string
  tenant_id: string
  app_id: string | null
  attempts: number
  succeeded: number
  /** Failed attempts that were the probe of an open circuit; they count in their reason, too. */
  failed_probes: number
  http_error: number
  /** 401 and 403 among http_error: suspected rejects of the signature. */
  auth_rejected: number
  timeout: number
  connection_refused: number
  connection_reset: number
  dns_error: number
  tls_error: number
  blocked: number
  redirect_refused: number
  response_invalid: number
  interrupted: number
  delivered: number
  dead: number
  /** Of `delivered`: within 24 hours of the acceptance of the event. */
  delivered_in_day: number
  /** Deliveries among `delivered` that may have succeeded before: they were sent again. Null, as nearly always: none. */
  again: string[] | null
  /** The same of `delivered_in_day`. */
  again_in_day: string[] | null
  /** PostgreSQL array text. */
  latency: string
  first_delay: string
}

/** Counts attempts by the minute in which they ended. */
export function statsOf(records: AttemptRecord[]): StatsEntry[] {
  const entries = new Map<string, { entry: StatsEntry; latency: number[]; firstDelay: number[] }>()
  // Two runs of one may succeed at once: it was delivered once.
  const delivered = new Set<string>()
  for (const record of records) {
    if (!record.result) continue
    const { delivery, result } = record
    const minute = Math.floor((record.startedAt + result.durationMs) / 60_000) * 60_000
    const key = `${delivery.subscriptionId} ${minute} ${delivery.type}`
    let counted = entries.get(key)
    if (!counted) {
      counted = { entry: emptyEntry(record, minute), latency: [], firstDelay: [] }
      entries.set(key, counted)
    }
    const { entry } = counted
    entry.attempts += 1
    if (record.outcome === 'succeeded') {
      entry.succeeded += 1
      if (!delivered.has(delivery.deliveryId)) countDelivered(entry, record, record.startedAt + result.durationMs)
      delivered.add(delivery.deliveryId)
    } else {
      entry[result.error ?? 'http_error'] += 1
      if (result.statusCode === 401 || result.statusCode === 403) entry.auth_rejected += 1
    }
    if (record.outcome === 'probe') entry.failed_probes += 1
    if (record.outcome === 'dead') entry.dead += 1
    if (saysHowFast(record.outcome, result)) addToHistogram(counted.latency, result.durationMs)
    if (delivery.attempt === 1 && delivery.run === 1 && record.outcome !== 'probe') {
      addToHistogram(counted.firstDelay, Math.max(0, record.startedAt - delivery.acceptedAt))
    }
  }
  return [...entries.values()].map(({ entry, latency, firstDelay }) => ({
    ...entry,
    latency: `{${latency.join(',')}}`,
    first_delay: `{${firstDelay.join(',')}}`,
  }))
}

/**
 * A name that is not found is not found within milliseconds: that says nothing of how fast a receiver is. Nor do failed probes, of
 * which an open circuit makes more than there are deliveries.
 */
function saysHowFast(outcome: AttemptRecord['outcome'], { statusCode, error }: OutboundResult): boolean {
  return outcome !== 'probe' && (statusCode !== null || error === 'timeout')
}

/** `arrivedAt`: Unix milliseconds. */
function countDelivered(entry: StatsEntry, { delivery }: AttemptRecord, arrivedAt: number): void {
  entry.delivered += 1
  const isInDay = arrivedAt - millisecondsOf(delivery.deliveryId) <= dayMs
  if (isInDay) entry.delivered_in_day += 1
  if (delivery.run > 1) {
    entry.again = [...(entry.again ?? []), delivery.deliveryId]
    if (isInDay) entry.again_in_day = [...(entry.again_in_day ?? []), delivery.deliveryId]
  }
}

function emptyEntry(record: AttemptRecord, minute: number): StatsEntry {
  return {
    subscription_id: record.delivery.subscriptionId,
    minute: new Date(minute).toISOString(),
    event_type: record.delivery.type,
    tenant_id: record.delivery.tenantId,
    app_id: record.appId,
    attempts: 0,
    succeeded: 0,
    failed_probes: 0,
    http_error: 0,
    auth_rejected: 0,
    timeout: 0,
    connection_refused: 0,
    connection_reset: 0,
    dns_error: 0,
    tls_error: 0,
    blocked: 0,
    redirect_refused: 0,
    response_invalid: 0,
    interrupted: 0,
    delivered: 0,
    dead: 0,
    delivered_in_day: 0,
    again: null,
    again_in_day: null,
    latency: '',
    first_delay: '',
  }
}
