import { Prisma } from '../../prisma/generated/client.ts'
import type { AttemptError, DeliveryStatus } from '../contract/delivery.ts'
import { isMarkedTest } from '../events/test-mark-store.ts'
import type { RequestMember } from '../lanes/delivery-request.ts'
import { database } from '../platform/database.ts'
import { uuidsOfSameMillisecond } from '../platform/uuid-range.ts'
import type { HeldBy } from '../subscriptions/hold-reason.ts'
import type { DeliveryReach } from './delivery-page-store.ts'
import { findSending } from './sending-store.ts'

interface HeldBySubscription {
  subscriptionStatus: HeldBy['status']
  circuit: HeldBy['circuit']
  heldUntil: Date | null
}

export interface DeliveryRow extends HeldBySubscription {
  id: string
  eventId: string
  tenantId: string
  appId: string | null
  subscriptionId: string
  url: string
  subscriptionDeleted: boolean
  retrySchedule: number[] | null
  eventType: string
  status: DeliveryStatus
  attempts: number
  runs: number
  openRuns: number
  sequence: bigint | null
  lastCode: number | null
  lastError: AttemptError | null
  lastAttemptAt: Date | null
  lastDurationMs: number | null
  nextAttemptAt: Date | null
  sendingSince: Date | null
  completedAt: Date | null
  cancelReason: string | null
  replayId: string | null
  test: boolean
  testEvent: boolean
}

export interface AttemptRow {
  id: string
  run: number
  attempt: number
  batchId: string | null
  probe: boolean
  startedAt: Date
  url: string
  statusCode: number | null
  error: AttemptError | null
  errorDetail: string | null
  requestHeaders: Record<string, string | string[]> | null
  responseHeaders: Record<string, string | string[]> | null
  responseBody: Uint8Array | null
  responseTruncated: boolean
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  ttfbMs: number | null
  durationMs: number
  remoteAddress: string | null
  nextAttemptAt: Date | null
}

/** These deliveries, in the order of `ids` (uuids); those beyond reach, or gone, are missing. */
export async function readDeliveryRows(reach: DeliveryReach, ids: string[]): Promise<DeliveryRow[]> {
  if (ids.length === 0) return []
  const { tenantId, appId } = reach
  const rows = await database().prisma.$queryRaw<Omit<DeliveryRow, 'sendingSince'>[]>`
    select d.id, d.event_id as "eventId", d.tenant_id as "tenantId", d.app_id as "appId",
           d.subscription_id as "subscriptionId", s.url, s.deleted_at is not null as "subscriptionDeleted", s.retry_schedule as "retrySchedule",
           d.event_type as "eventType", d.status, d.attempts, d.runs, d.open_runs as "openRuns", d.sequence,
           d.last_code as "lastCode", d.last_error as "lastError", d.last_attempt_at as "lastAttemptAt",
           d.last_duration_ms as "lastDurationMs", d.next_attempt_at as "nextAttemptAt",
           d.completed_at as "completedAt", d.cancel_reason as "cancelReason", d.replay_id as "replayId", d.test,
           d.test or coalesce((select ${isMarkedTest} from events e
                                where e.id = d.event_id and e.tenant_id = d.tenant_id), false) as "testEvent",
           s.status as "subscriptionStatus", l.circuit, l.held_until as "heldUntil"
      from deliveries d
      join subscriptions s on s.id = d.subscription_id
      join lane_states l on l.subscription_id = d.subscription_id
     where d.id = any(${ids}::uuid[])
       ${tenantId === null ? Prisma.empty : Prisma.sql`and d.tenant_id = ${tenantId}::uuid`}
       ${appId === null ? Prisma.empty : Prisma.sql`and d.app_id = ${appId}::uuid`}`
  // A page of what is finished asks nothing more.
  const sending = await findSending(rows.filter(({ openRuns }) => openRuns > 0).map(({ id }) => id))
  const byId = new Map(rows.map((row) => [row.id, { ...row, sendingSince: sending.get(row.id) ?? null }]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The newest `limit` attempts of a delivery, oldest first. */
export async function readAttemptRows(tenantId: string, deliveryId: string, limit: number): Promise<AttemptRow[]> {
  // Nothing was sent before the event was accepted: older partitions need no look.
  const { first } = uuidsOfSameMillisecond(deliveryId)
  const rows = await database().prisma.$queryRaw<AttemptRow[]>`
    select id, run, attempt, batch_id as "batchId", probe, started_at as "startedAt", url, status_code as "statusCode",
           error, error_detail as "errorDetail", request_headers as "requestHeaders",
           response_headers as "responseHeaders", response_body as "responseBody",
           response_truncated as "responseTruncated", dns_ms::float8 as "dnsMs", connect_ms::float8 as "connectMs",
           tls_ms::float8 as "tlsMs", ttfb_ms::float8 as "ttfbMs", duration_ms::float8 as "durationMs",
           remote_address as "remoteAddress", next_attempt_at as "nextAttemptAt"
      from attempts
     where delivery_id = ${deliveryId}::uuid and tenant_id = ${tenantId}::uuid and id >= ${first}::uuid
     order by id desc limit ${limit}`
  return rows.reverse()
}

/** How many attempts of a delivery are kept. */
export async function countAttemptRows(tenantId: string, deliveryId: string): Promise<number> {
  const { first } = uuidsOfSameMillisecond(deliveryId)
  const [row] = await database().prisma.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from attempts
     where delivery_id = ${deliveryId}::uuid and tenant_id = ${tenantId}::uuid and id >= ${first}::uuid`
  return row?.count ?? 0
}

/** What the event of a delivery says: its correlation id, and the first `maxBytes` of the body as sent. */
export async function readSentBody(
  tenantId: string,
  eventId: string,
  maxBytes: number,
): Promise<{ correlationId: string | null; body: Uint8Array; bytes: number } | null> {
  const [row] = await database().prisma.$queryRaw<
    { correlationId: string | null; body: Uint8Array; bytes: number }[]
  >`select correlation_id as "correlationId", substring(body for ${maxBytes}) as body, length(body) as bytes
      from events where id = ${eventId}::uuid and tenant_id = ${tenantId}::uuid`
  return row ?? null
}

/** A delivery (uuid) with all that a request is made of; `body` null: it is not kept any more. Null: none within reach. */
export async function readSendable(
  reach: DeliveryReach,
  id: string,
): Promise<(Omit<RequestMember, 'body'> & { body: Buffer | null; tenantId: string; subscriptionId: string }) | null> {
  const { rows } = await database().pool.query({
    name: 'read-sendable',
    // The attempt of its run that was made last, and of a new one the first.
    text: `select d.id as "deliveryId", d.event_id as "eventId", d.event_type as type,
                  coalesce((select a.attempt from attempts a
                             where a.delivery_id = d.id and a.tenant_id = d.tenant_id and a.id >= $4::uuid
                             order by a.id desc limit 1), 1) as attempt,
                  d.sequence::text as sequence, d.tenant_id as "tenantId", d.subscription_id as "subscriptionId",
                  e.correlation_id as "correlationId", e.traceparent, e.body
             from deliveries d left join events e on e.id = d.event_id and e.tenant_id = d.tenant_id
            where d.id = $1 and ($2::uuid is null or d.tenant_id = $2) and ($3::uuid is null or d.app_id = $3)`,
    values: [id, reach.tenantId, reach.appId, uuidsOfSameMillisecond(id).first],
  })
  return rows[0] ?? null
}
