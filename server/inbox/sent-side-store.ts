import { database } from '../platform/database.ts'

/** What we know of one attempt that an inbox got. Ids are uuids. */
export interface SentAttemptRow {
  deliveryId: string
  eventId: string
  subscriptionId: string
  /** null: the event is gone. */
  body: Uint8Array | null
  attempt: number
  statusCode: number | null
  error: string | null
  durationMs: number | null
  requestHeaders: Record<string, string | string[]> | null
}

export interface AttemptName {
  deliveryId: string
  attempt: number
  /** Signature header as received: it tells a redelivery's first attempt from the first one's. */
  signature: string
}

/** The attempts that these requests claim to be, as far as they are the tenant's (and the app's); in any order. */
export async function readSentAttempts(
  reach: { tenantId: string; appId: string | null },
  names: AttemptName[],
): Promise<(SentAttemptRow & { signature: string })[]> {
  if (names.length === 0) return []
  const { rows } = await database().pool.query<SentAttemptRow & { signature: string }>(
    `select n.signature, d.id as "deliveryId", d.event_id as "eventId", d.subscription_id as "subscriptionId", e.body,
            n.attempt, a.status_code as "statusCode", a.error, a.duration_ms::float8 as "durationMs",
            a.request_headers as "requestHeaders"
       from unnest($3::uuid[], $4::int[], $5::text[]) n(delivery_id, attempt, signature)
       join deliveries d on d.id = n.delivery_id and d.tenant_id = $1 and ($2::uuid is null or d.app_id = $2)
       left join events e on e.id = d.event_id
       left join lateral (
         select * from attempts a
          where a.delivery_id = d.id and a.id >= (left(d.id::text, 14) || '7000-8000-000000000000')::uuid
            and a.attempt = n.attempt and a.request_headers ->> 'X-PT-Signature' = n.signature
          order by a.id desc limit 1) a on true`,
    [
      reach.tenantId,
      reach.appId,
      names.map((name) => name.deliveryId),
      names.map((name) => name.attempt),
      names.map((name) => name.signature),
    ],
  )
  return rows
}

/** Subscriptions (uuids) of the tenant that send to this URL, at most five. */
export async function subscriptionsTo(
  reach: { tenantId: string; appId: string | null },
  url: string,
): Promise<string[]> {
  const { rows } = await database().pool.query<{ id: string }>(
    `select id from subscriptions
      where tenant_id = $1 and deleted_at is null and url = $3 and ($2::uuid is null or app_id = $2) order by id limit 5`,
    [reach.tenantId, reach.appId, url],
  )
  return rows.map((row) => row.id)
}
