import type { ClientBase } from 'pg'
import { ringSql } from '../jobs/doorbell-store.ts'
import { acceptedChannel, heldMsSql, laneLockSpace } from '../lanes/lane-store.ts'
import { database } from '../platform/database.ts'
import { type Plain, plainArray } from '../platform/plain-array.ts'
import type { AcceptedEvent } from './accepted-event.ts'

/** Of more lanes than this nobody asks whether they are owned: each question holds a lock until the commit. */
const maxProbedLanes = 64

/** What became of one event of a batch. `stale`: the matching was computed from an older version of the tenant. */
export type AcceptOutcome = 'accepted' | 'duplicate' | 'stale'

/**
 * One statement: checks each tenant's version and the idempotency keys, inserts events, deliveries and outstanding rows,
 * numbers the deliveries of fifo subscriptions, wakes the lanes: a lane that is owned (its lock cannot be shared) by a
 * notification to its owner, any other by one job. What it turns back (`stale`, a key that is
 * taken) turns back only its own event. Arrays that take locks are sorted, so that two processes rarely deadlock.
 *
 * Bodies travel as one blob cut by offset: an array of bytea would be sent as hexadecimal text.
 */
const acceptSql = `
with input as materialized (
  select * from unnest($2::int[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[], $8::timestamptz[], $9::text[],
                       $10::text[], $11::text[], $12::text[], $13::int[], $14::jsonb[], $15::jsonb[], $16::boolean[])
    with ordinality as i(tenant_no, id, type, version, body_from, body_bytes, occurred_at, correlation_id,
                         traceparent, idempotency_key, body_hash, deliveries, skipped, warnings, test, ordinal)
), tenant as materialized (
  select v.no, t.id
    from unnest($17::uuid[], $18::bigint[]) with ordinality v(id, version, no)
    join tenants t on t.id = v.id and t.subscriptions_version = v.version and t.deleted_at is null
   where (select catalogue_version from instance) = $19::bigint
), fresh as (
  select i.*, t.id as tenant_id from input i join tenant t on t.no = i.tenant_no
), keyed as (
  insert into idempotency_keys as k (tenant_id, key, body_hash, event_id, deliveries, expires_at)
  select tenant_id, idempotency_key, decode(body_hash, 'hex'), id, deliveries, now() + make_interval(secs => $25::int)
    from fresh where idempotency_key is not null
   order by tenant_id, idempotency_key
  on conflict (tenant_id, key) do update
     set body_hash = excluded.body_hash, event_id = excluded.event_id, deliveries = excluded.deliveries,
         expires_at = excluded.expires_at
   where k.expires_at < now()
  returning event_id
), accepted as materialized (
  select * from fresh f
   where f.idempotency_key is null or f.id in (select event_id from keyed)
), event_rows as (
  insert into events (id, tenant_id, type, version, body, occurred_at, correlation_id, traceparent, idempotency_key, test,
                      deliveries, skipped, warnings)
  select id, tenant_id, type, version, substring($1::bytea from body_from + 1 for body_bytes), occurred_at, correlation_id,
         traceparent, idempotency_key, test, deliveries, skipped, warnings
    from accepted
), fanout as materialized (
  select f.*, a.id as event_id, a.tenant_id, a.type, a.test
    from unnest($20::int[], $21::uuid[], $22::uuid[], $23::uuid[], $24::boolean[])
         with ordinality as f(event_ordinal, delivery_id, subscription_id, app_id, fifo, ordinal)
    join accepted a on a.ordinal = f.event_ordinal
), numbered as (
  update lane_states l set next_sequence = l.next_sequence + c.deliveries
    from (select subscription_id, count(*) as deliveries from fanout where fifo group by 1 order by 1) c
   where l.subscription_id = c.subscription_id
  returning l.subscription_id, l.next_sequence - c.deliveries as first_sequence
), planned as (
  select f.*, case when f.fifo then
           n.first_sequence + row_number() over (partition by f.subscription_id order by f.ordinal) - 1 end as sequence
    from fanout f left join numbered n on n.subscription_id = f.subscription_id
), delivery_rows as (
  insert into deliveries (id, event_id, tenant_id, app_id, subscription_id, event_type, sequence, test, next_attempt_at)
  select delivery_id, event_id, tenant_id, app_id, subscription_id, type, sequence, test, now() from planned
), outstanding_rows as (
  insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, priority, due_at, expires_at,
                                      held_ms, sequence, accepted_at)
  select p.delivery_id, 1, p.subscription_id, p.tenant_id, p.event_id, case when p.test then -1 else 0 end, now(),
         now() + make_interval(secs => $26::int), coalesce(${heldMsSql}, 0), p.sequence, now()
    from planned p left join lane_states l on l.subscription_id = p.subscription_id
), lanes as materialized (
  select s.id, s.lane_no, count(*) over () as lanes
    from subscriptions s where s.id = any(array(select distinct subscription_id from fanout))
), bells as materialized (
  select id as subscription_id,
         case when lanes > ${maxProbedLanes} then true
              else pg_try_advisory_xact_lock_shared(${laneLockSpace}::bigint + lane_no) end as is_free
    from lanes
)
select array(select no::int from tenant) as fresh, array(select ordinal::int from accepted) as accepted,
       case when exists (select from bells where is_free)
            then (${ringSql('select subscription_id from bells where is_free')}) end as rung,
       (select pg_notify('${acceptedChannel}', string_agg(subscription_id::text, ','))
          from bells where not is_free having count(*) > 0) as told`

/** Runs the statement once, in the transaction of `client` if one is given. Throws what PostgreSQL throws; nothing of the batch is stored then. */
export async function acceptBatch(
  events: AcceptedEvent[],
  catalogueVersion: string,
  policy: { idempotencyWindowSeconds: number; timeToLiveSeconds: number },
  client: Pick<ClientBase, 'query'> = database().hot,
): Promise<AcceptOutcome[]> {
  // As each event was matched: one that was matched from an older version is turned back beside one that was not.
  const tenants = new Map<string, { no: number; id: string; version: string }>()
  const column = <Value>(value: (event: AcceptedEvent) => Value): Value[] => events.map(value)
  const plain = (value: (event: AcceptedEvent) => Plain): string => plainArray(events.map(value))
  const tenantNos: number[] = []
  const bodyFrom: number[] = []
  let bytes = 0
  for (const event of events) {
    const { tenantId: id, tenantVersion: version } = event
    const matchedFrom = `${id} ${version}`
    const tenant = tenants.get(matchedFrom) ?? { no: tenants.size + 1, id, version }
    tenants.set(matchedFrom, tenant)
    tenantNos.push(tenant.no)
    bodyFrom.push(bytes)
    bytes += event.body.length
  }
  const targets = events.flatMap((event, index) => event.targets.map((target) => ({ ordinal: index + 1, ...target })))
  const result = await client.query<{ fresh: number[]; accepted: number[] }>({
    name: 'accept-events',
    text: acceptSql,
    values: [
      Buffer.concat(
        column((event) => event.body),
        bytes,
      ),
      plainArray(tenantNos),
      plain((event) => event.id),
      column((event) => event.type),
      column((event) => event.version),
      plainArray(bodyFrom),
      plain((event) => event.body.length),
      column((event) => event.occurredAt),
      column((event) => event.correlationId),
      column((event) => event.traceparent),
      column((event) => event.idempotencyKey),
      plain((event) => event.bodyHash),
      plain((event) => event.targets.length),
      column((event) => event.skipped),
      column((event) => event.warnings),
      plain((event) => event.test),
      plainArray([...tenants.values()].map((tenant) => tenant.id)),
      plainArray([...tenants.values()].map((tenant) => tenant.version)),
      catalogueVersion,
      plainArray(targets.map((target) => target.ordinal)),
      plainArray(targets.map((target) => target.deliveryId)),
      plainArray(targets.map((target) => target.subscriptionId)),
      plainArray(targets.map((target) => target.appId)),
      plainArray(targets.map((target) => target.fifo)),
      policy.idempotencyWindowSeconds,
      policy.timeToLiveSeconds,
    ],
  })
  const row = result.rows[0] as { fresh: number[]; accepted: number[] }
  const fresh = new Set(row.fresh)
  const accepted = new Set(row.accepted)
  return tenantNos.map((tenantNo, index) => {
    if (accepted.has(index + 1)) return 'accepted'
    return fresh.has(tenantNo) ? 'duplicate' : 'stale'
  })
}

export interface StoredKey {
  bodyHash: string
  eventId: string
  deliveries: number
  /** What did not fit the schema when it was accepted, as JSON; null: nothing. */
  warnings: string | null
}

/** Reads keys that turned out to be taken, in a statement of its own: the first one's snapshot may not see them. */
export async function readIdempotencyKeys(keys: { tenantId: string; key: string }[]): Promise<(StoredKey | null)[]> {
  const result = await database().hot.query<{
    no: string
    body_hash: string
    event_id: string
    deliveries: number
    warnings: string | null
  }>({
    name: 'read-idempotency-keys',
    text: `select i.no, encode(k.body_hash, 'hex') as body_hash, k.event_id, k.deliveries,
                  (select e.warnings::text from events e where e.id = k.event_id) as warnings
             from unnest($1::uuid[], $2::text[]) with ordinality i(tenant_id, key, no)
             join idempotency_keys k on k.tenant_id = i.tenant_id and k.key = i.key and k.expires_at >= now()`,
    values: [keys.map((key) => key.tenantId), keys.map((key) => key.key)],
  })
  const found: (StoredKey | null)[] = keys.map(() => null)
  for (const row of result.rows) {
    const { body_hash: bodyHash, event_id: eventId, deliveries, warnings } = row
    found[Number(row.no) - 1] = { bodyHash, eventId, deliveries, warnings }
  }
  return found
}
