import { database } from '../platform/database.ts'
import type { StatsReach } from './stats-source.ts'

/** Unix milliseconds; `to` is not part of it. */
interface Span {
  from: number
  to: number
}

/** The newest `limit` audit entries about subscriptions with these actions. `targets`: public ids; null: all. */
export async function readAuditMarks(
  tenantId: string | null,
  span: Span,
  { actions, targets }: { actions: string[]; targets: string[] | null },
  limit: number,
): Promise<{ at: Date; what: string; target: string }[]> {
  // By id, which begins with its time and has an index with the tenant and one without.
  const { rows } = await database().pool.query(
    `select created_at as at, action as what, target_id as target from audit_entries
      where id >= uuid_floor(to_timestamp($1::float8 / 1000)) and id < uuid_floor(to_timestamp($2::float8 / 1000))
        and ($3::uuid is null or tenant_id = $3) and target_kind = 'subscription' and action = any($4)
        and ($5::text[] is null or target_id = any($5))
      order by id desc limit $6`,
    [span.from, span.to, tenantId, actions, targets, limit],
  )
  return rows
}

/**
 * The newest `limit` openings and closings of circuits that were open for `leastSeconds` or are open still. `ids`: uuids of
 * subscriptions; null: all.
 */
export async function readCircuitMarks(
  tenantId: string | null,
  span: Span,
  { ids, leastSeconds }: { ids: string[] | null; leastSeconds: number },
  limit: number,
): Promise<{ at: Date; what: 'circuit_opened' | 'circuit_closed'; subscriptionId: string }[]> {
  const { rows } = await database().pool.query(
    `with span as (select to_timestamp($1::float8 / 1000) as from, to_timestamp($2::float8 / 1000) as to)
     select m.at, m.what, o.subscription_id as "subscriptionId"
       from span, circuit_openings o
       cross join lateral (values (o.opened_at, 'circuit_opened'), (o.closed_at, 'circuit_closed')) as m(at, what)
      where ((o.opened_at >= span.from and o.opened_at < span.to) or (o.closed_at >= span.from and o.closed_at < span.to))
        and m.at >= span.from and m.at < span.to
        and ($3::uuid is null or o.tenant_id = $3)
        and ($4::uuid[] is null or o.subscription_id = any($4))
        and (o.closed_at is null or o.closed_at - o.opened_at >= make_interval(secs => $6))
      order by m.at desc limit $5`,
    [span.from, span.to, tenantId, ids, limit, leastSeconds],
  )
  return rows
}

/** Where a subscription points, and whose (uuid) it is. */
interface MarkedSubscription {
  url: string
  tenantId: string
  isDeleted: boolean
}

/** By uuid, those in reach, deleted ones too; `ids` null: all of them. */
export async function readMarkedSubscriptions(
  { tenantId, appId }: StatsReach,
  ids: string[] | null,
): Promise<Map<string, MarkedSubscription>> {
  const { rows } = await database().pool.query<MarkedSubscription & { id: string }>(
    `select id, url, tenant_id as "tenantId", deleted_at is not null as "isDeleted" from subscriptions
      where ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2) and ($3::uuid[] is null or id = any($3))`,
    [tenantId, appId, ids],
  )
  return new Map(rows.map(({ id, ...marked }) => [id, marked]))
}
