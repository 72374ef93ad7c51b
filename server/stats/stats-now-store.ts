import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import type { StatsReach } from './stats-source.ts'

export interface StatsNowRow {
  waiting: number
  /** Of those: longer than a day, and accepted from `overdueFromMs` on. */
  overdue: number
  /** Of those that wait: behind an open circuit. */
  behindCircuit: number
  /** Of the event that waits longest, Unix milliseconds. */
  oldestWaitingAt: number | null
  deadLetters: number
  subscriptions: number
  failing: number
  open: number
  paused: number
  disabled: number
  timeoutMs: number | null
}

const dayMs = 86_400_000

/**
 * How things stand. Waiting deliveries are counted along the index that lanes read; of a delivery its id alone says how old it is.
 * More than `most` of anything is counted as `most`.
 */
export async function readStatsNow(
  { tenantId, appId }: StatsReach,
  { subscriptionId, overdueFromMs }: { subscriptionId: string | null; overdueFromMs: number | null },
  most: number,
): Promise<StatsNowRow> {
  const { rows } = await database().pool.query<StatsNowRow>(
    `
with mine as materialized (
  select id, status, timeout_ms from subscriptions
   where deleted_at is null and ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2)
     and ($3::uuid is null or id = $3)
), states as (
  select count(*)::int as subscriptions, count(*) filter (where s.status = 'active' and l.failing_since is not null)::int as failing,
         count(*) filter (where s.status = 'active' and l.circuit <> 'closed')::int as open,
         count(*) filter (where s.status = 'paused')::int as paused,
         count(*) filter (where s.status = 'disabled')::int as disabled,
         mode() within group (order by s.timeout_ms) as timeout_ms
    from mine s join lane_states l on l.subscription_id = s.id
), bounded as materialized (
  select w.delivery_id, s.status = 'active' and l.circuit <> 'closed' as behind_circuit
    from mine s join lane_states l on l.subscription_id = s.id
   cross join lateral (select delivery_id from outstanding_deliveries o
                        where o.subscription_id = s.id order by o.priority, o.due_at limit $4) w
   limit $4
), waiting as (
  -- Not min(): PostgreSQL 17 has none for uuids.
  select (select count(*)::int from bounded) as count,
         (select count(*)::int from bounded where delivery_id < $5::uuid and delivery_id >= $6::uuid) as overdue,
         (select count(*)::int from bounded where behind_circuit) as behind_circuit,
         (select delivery_id from bounded order by delivery_id limit 1) as oldest
), dead as (
  select count(*)::int as count
    from (select from dead_letters
           where ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2)
             and ($3::uuid is null or subscription_id = $3) limit $4) few
)
select w.count as waiting, w.overdue, w.behind_circuit as "behindCircuit",
       (extract(epoch from uuid_time(w.oldest)) * 1000)::float8 as "oldestWaitingAt",
       d.count as "deadLetters", s.subscriptions, s.failing, s.open, s.paused, s.disabled, s.timeout_ms as "timeoutMs"
  from states s, waiting w, dead d`,
    [tenantId, appId, subscriptionId, most, firstUuidOf(clock.now() - dayMs), firstUuidOf(overdueFromMs ?? 0)],
  )
  return rows[0] as StatsNowRow
}
