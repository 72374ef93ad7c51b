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

/** When circuits were open for so long that an alert said so; `subscriptionIds`: uuids, null for all. */
export async function readCircuitMarks(
  tenantId: string | null,
  span: Span,
  subscriptionIds: string[] | null,
  limit: number,
): Promise<{ at: Date; what: 'circuit_opened' | 'circuit_closed'; subscriptionId: string }[]> {
  const { rows } = await database().pool.query(
    `select m.at, m.what, a.subscription_id as "subscriptionId"
       from alerts a
       cross join lateral (values (a.opened_at, 'circuit_opened'), (a.resolved_at, 'circuit_closed')) as m(at, what)
      where a.kind = 'circuit_open' and ($3::uuid is null or a.tenant_id = $3)
        and ($4::uuid[] is null or a.subscription_id = any($4))
        and m.at >= to_timestamp($1::float8 / 1000) and m.at < to_timestamp($2::float8 / 1000)
        -- server/alerts/alert-store.ts: it ended, and nobody knows whether the circuit closed.
        and not (m.what = 'circuit_closed' and a.details ? 'unwatched')
      order by m.at desc limit $5`,
    [span.from, span.to, tenantId, subscriptionIds, limit],
  )
  return rows
}

/** URLs by uuid of the subscriptions in reach, deleted ones too; `ids` null: of all of them. */
export async function readSubscriptionUrls(
  { tenantId, appId }: StatsReach,
  ids: string[] | null,
): Promise<Map<string, string>> {
  const { rows } = await database().pool.query<{ id: string; url: string }>(
    `select id, url from subscriptions
      where ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2) and ($3::uuid[] is null or id = any($3))`,
    [tenantId, appId, ids],
  )
  return new Map(rows.map(({ id, url }) => [id, url]))
}
