import type { Prisma } from '../../prisma/generated/client.ts'
import { timeToLiveSeconds } from '../contract/retry-limits.ts'
import { ringSql } from '../jobs/doorbell-store.ts'
import { heldMsSql } from '../lanes/lane-store.ts'
import { database } from '../platform/database.ts'
import { heldSql } from './status-filter-sql.ts'

/**
 * Gives deliveries a new run each: a counter and a schedule of its own, beside whatever is still scheduled. A dead letter comes
 * back to life. `$1` delivery uuids, `$2` priority, `$3` time-to-live in seconds. Rings the lanes.
 */
const redeliverSql = `
with chosen as materialized (
  select d.id, d.event_id, d.tenant_id, d.subscription_id, d.runs, ${heldMsSql} as held_ms
    from deliveries d
    join subscriptions s on s.id = d.subscription_id and s.deleted_at is null and s.status <> 'disabled'
    left join lane_states l on l.subscription_id = d.subscription_id
   where d.id = any($1::uuid[])
   order by d.id
     for update of d
), marked as (
  update deliveries d
     set runs = d.runs + 1, open_runs = d.open_runs + 1,
         status = case when d.status in ('failed', 'cancelled') then 'pending' else d.status end,
         completed_at = case when d.status in ('failed', 'cancelled') then null else d.completed_at end,
         cancel_reason = null, next_attempt_at = now()
    from chosen c where d.id = c.id
  returning d.id, d.runs, d.last_attempt_at + make_interval(secs => d.last_duration_ms / 1000.0) as ended_at
), alive as (
  delete from dead_letters x using marked m where x.delivery_id = m.id
  returning x.subscription_id, x.event_type, x.tenant_id, x.app_id, x.cause, m.ended_at
), revived as (
  -- In the minute of the attempt that they died of, as "dead" counts them. Deaths of old age are not counted there either.
  insert into delivery_stats as s (subscription_id, minute, event_type, tenant_id, app_id, revived)
  select subscription_id, date_trunc('minute', ended_at), event_type, tenant_id, app_id, count(*)
    from alive where cause = 'exhausted' and ended_at is not null group by 1, 2, 3, 4, 5 order by 1, 2, 3
  on conflict (subscription_id, minute, event_type) do update set revived = s.revived + excluded.revived
), planned as (
  insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, priority, due_at, expires_at,
                                      held_ms, accepted_at)
  select c.id, m.runs, c.subscription_id, c.tenant_id, c.event_id, $2::smallint, now(),
         now() + make_interval(secs => $3::int), coalesce(c.held_ms, 0), now()
    from chosen c join marked m on m.id = c.id
  returning subscription_id
)
select (select count(*)::int from marked) as redelivered,
       (${ringSql('select distinct subscription_id from planned')}) as rung`

/** Over the alias `d`: what asking for many at once sends again. The others wait to be sent already. */
export const sendableAgainSql = `(d.open_runs = 0 or (d.status = 'retrying' and not (${heldSql})))`

/** Live retries go before replays in the same lane. */
export type RedeliveryPriority = 'live' | 'replay'

/**
 * `ids`: delivery uuids. Returns how many were redelivered: those of deleted and disabled subscriptions are left out. `tx`: the
 * transaction it belongs to, else one of its own.
 */
export async function insertRedeliveries(
  ids: string[],
  priority: RedeliveryPriority,
  tx?: Prisma.TransactionClient,
): Promise<number> {
  const values = [ids, priority === 'live' ? 0 : 1, timeToLiveSeconds] as const
  const rows = tx
    ? await tx.$queryRawUnsafe<{ redelivered: number }[]>(redeliverSql, ...values)
    : (
        await database().pool.query<{ redelivered: number }>({
          name: 'redeliver',
          text: redeliverSql,
          values: [...values],
        })
      ).rows
  return rows[0]?.redelivered ?? 0
}

/**
 * Dead letters of a subscription that died of its absence, the oldest first (ids are ordered by time). Only events that were
 * within their time-to-live when the outage began (`failingSince`, Unix milliseconds): it stands still while a lane is held, and
 * what the receiver never digests must not go round for ever.
 */
export async function oldestAbsentDeadLetters(
  subscriptionId: string,
  failingSince: number,
  limit: number,
): Promise<string[]> {
  const result = await database().pool.query<{ delivery_id: string }>({
    name: 'oldest-absent-dead-letters',
    text: `select x.delivery_id from dead_letters x
            where x.subscription_id = $1 and x.absent
              and x.delivery_id >= uuid_floor(to_timestamp($2::float8 / 1000) - make_interval(secs => $4::int))
            order by x.delivery_id limit $3`,
    values: [subscriptionId, failingSince, limit, timeToLiveSeconds],
  })
  return result.rows.map((row) => row.delivery_id)
}
