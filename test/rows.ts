import { deliveryId } from '../server/events/delivery-id.ts'
import { database } from '../server/platform/database.ts'
import { newUuid } from '../server/platform/uuid.ts'
import { firstUuidOf } from '../server/platform/uuid-range.ts'

/** Rows that tests begin with, where the use case that makes them is not what is tested. Ids are uuids. */

export async function insertTenant(name = 'Acme'): Promise<string> {
  const id = newUuid()
  await database().pool.query('insert into tenants (id, name) values ($1, $2)', [id, name])
  return id
}

export async function insertApp(tenantId: string, uid: string | null = null): Promise<string> {
  const id = newUuid()
  await database().pool.query('insert into apps (id, tenant_id, uid, name) values ($1, $2, $3, $4)', [
    id,
    tenantId,
    uid,
    'An app',
  ])
  return id
}

/** What the audit log says, oldest first. */
export async function auditEntries(): Promise<
  { action: string; target_id: string; tenant_id: string | null; before: unknown; after: unknown }[]
> {
  const { rows } = await database().pool.query(
    'select action, target_id, tenant_id, before, after from audit_entries order by id',
  )
  return rows
}

export async function insertSubscription(owner: {
  tenantId: string
  appId?: string | null
  url?: string
}): Promise<string> {
  const id = newUuid()
  await database().pool.query(
    `insert into subscriptions (id, tenant_id, app_id, url, events) values ($1, $2, $3, $4, '{*}')`,
    [id, owner.tenantId, owner.appId ?? null, owner.url ?? 'https://example.com/hooks'],
  )
  return id
}

/** An accepted event; `atMs` is its time, now unless given. */
export async function insertEvent(event: {
  tenantId: string
  type?: string
  atMs?: number
  data?: string
  correlationId?: string | null
  idempotencyKey?: string | null
  skipped?: object[] | null
  warnings?: object[] | null
}): Promise<string> {
  const id = event.atMs === undefined ? newUuid() : uuidAt(event.atMs)
  await database().pool.query(
    `insert into events (id, tenant_id, type, version, body, occurred_at, correlation_id, idempotency_key, deliveries,
                         skipped, warnings)
     values ($1, $2, $3, '1', $4, uuid_time($1), $5, $6, 1, $7, $8)`,
    [
      id,
      event.tenantId,
      event.type ?? 'memory.created',
      Buffer.from(`{"id":"x","data":${event.data ?? '{}'}}`),
      event.correlationId ?? null,
      event.idempotencyKey ?? null,
      event.skipped ? JSON.stringify(event.skipped) : null,
      event.warnings ? JSON.stringify(event.warnings) : null,
    ],
  )
  return id
}

export interface DeliveryFixture {
  tenantId: string
  subscriptionId: string
  eventId: string
  appId?: string | null
  type?: string
  status?: 'pending' | 'retrying' | 'succeeded' | 'failed' | 'cancelled'
  error?: string | null
  code?: number | null
  /** A test that fails is no dead letter. */
  test?: boolean
}

/** A delivery with the rows that its status goes with: outstanding or dead letter. */
export async function insertDelivery(delivery: DeliveryFixture): Promise<string> {
  const { tenantId, subscriptionId, eventId, appId = null, type = 'memory.created', status = 'succeeded' } = delivery
  const { error = null, code = null, test = false } = delivery
  const id = deliveryId(eventId, subscriptionId)
  const isOutstanding = status === 'pending' || status === 'retrying'
  const { pool } = database()
  await pool.query(
    `insert into deliveries (id, event_id, tenant_id, app_id, subscription_id, event_type, status, attempts, open_runs,
                             last_error, last_code, test, next_attempt_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::smallint, $10, $11, $12, case when $9::smallint > 0 then now() end)`,
    [
      id,
      eventId,
      tenantId,
      appId,
      subscriptionId,
      type,
      status,
      status === 'pending' ? 0 : 1,
      isOutstanding ? 1 : 0,
      error,
      code,
      test,
    ],
  )
  if (isOutstanding) {
    await pool.query(
      `insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, due_at, expires_at, accepted_at)
       values ($1, 1, $2, $3, $4, now(), now() + interval '3 days', now())`,
      [id, subscriptionId, tenantId, eventId],
    )
  }
  if (status === 'failed' && !test) {
    await pool.query(
      `insert into dead_letters (delivery_id, event_id, tenant_id, app_id, subscription_id, event_type, error, code, cause)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'exhausted')`,
      [id, eventId, tenantId, appId, subscriptionId, type, error, code],
    )
  }
  return id
}

/** A UUIDv7 of that millisecond. */
function uuidAt(ms: number): string {
  return `${firstUuidOf(ms).slice(0, 15)}${newUuid().slice(15)}`
}
