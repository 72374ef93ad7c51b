import { database } from '../platform/database.ts'

/**
 * Subscriptions (uuids) that should have sent something `overdueMs` ago, whoever owns them. Reads one index entry per
 * subscription, not its backlog.
 */
export async function overdueLanes(overdueMs: number): Promise<string[]> {
  const result = await database().hot.query<{ id: string }>({
    name: 'overdue-lanes',
    text: `
with recursive waiting as (
  (select subscription_id from outstanding_deliveries order by subscription_id limit 1)
  union all
  select (select o.subscription_id from outstanding_deliveries o
           where o.subscription_id > w.subscription_id order by o.subscription_id limit 1)
    from waiting w where w.subscription_id is not null
), late as (select now() - make_interval(secs => $1::float8 / 1000) as at)
select s.id
  from waiting w
  join subscriptions s on s.id = w.subscription_id and s.deleted_at is null
  join lane_states l on l.subscription_id = s.id
  cross join late
 where exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = -1 and o.due_at < late.at)
    or (s.status = 'active'
        and (l.circuit = 'closed' or l.next_probe_at < late.at)
        and (l.held_until is null or l.held_until < late.at)
        and (exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = 0
                        and o.due_at < late.at and (s.ordering = 'none' or o.sequence is null))
             or exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = 1
                           and o.due_at < late.at and (s.ordering = 'none' or o.sequence is null))
             or (s.ordering = 'fifo' and (select o.due_at from outstanding_deliveries o where o.subscription_id = s.id
                                             and o.sequence is not null order by o.sequence limit 1) < late.at)))
union
select l.subscription_id
  from lane_states l join subscriptions s on s.id = l.subscription_id and s.status = 'active' and s.deleted_at is null
  cross join late
 where l.circuit <> 'closed' and l.next_probe_at < late.at and s.auto_redeliver
   and exists (select from dead_letters x where x.subscription_id = l.subscription_id and x.absent)`,
    values: [overdueMs],
  })
  return result.rows.map((row) => row.id)
}

/** Cancels up to `limit` outstanding deliveries of deleted subscriptions. Returns how many; 0 when nothing is left. */
export async function cancelOfDeleted(limit: number): Promise<number> {
  const result = await database().hot.query({
    name: 'cancel-of-deleted',
    text: `
with recursive waiting as (
  (select subscription_id from outstanding_deliveries order by subscription_id limit 1)
  union all
  select (select o.subscription_id from outstanding_deliveries o
           where o.subscription_id > w.subscription_id order by o.subscription_id limit 1)
    from waiting w where w.subscription_id is not null
), gone as (
  delete from outstanding_deliveries o
   where (o.delivery_id, o.run) in (
     select o2.delivery_id, o2.run from waiting w
       join subscriptions s on s.id = w.subscription_id and s.deleted_at is not null
       join outstanding_deliveries o2 on o2.subscription_id = s.id
      limit $1 for update of o2 skip locked)
  returning o.delivery_id
)
update deliveries d
   set status = case when d.status in ('pending', 'retrying') then 'cancelled' else d.status end, cancel_reason = 'The subscription was deleted.', completed_at = now(), next_attempt_at = null,
       open_runs = 0
  from (select distinct delivery_id from gone) g
 where d.id = g.delivery_id`,
    values: [limit],
  })
  return result.rowCount ?? 0
}

/**
 * Journals of reads whose answer never came back: this process does not know of them and would never close them, and after its
 * death they would be taken for attempts. `open`: those it does know of. Younger ones may be of a read that is under way.
 */
export async function sweepOwnJournals(workerId: string, open: string[]): Promise<void> {
  await database().pool.query({
    name: 'sweep-own-journals',
    text: `delete from in_flight_batches
            where worker_id = $1 and started_at < now() - interval '45 seconds' and id <> all($2::uuid[])`,
    values: [workerId, open],
  })
}

/**
 * Doorbells and deletions at webhook.site that graphile-worker gave up (a crash on the last attempt parks a job for ever), jobs locked by a process that died
 * before it was known, and journals nobody will close.
 */
export async function sweepLeftovers(): Promise<void> {
  const { pool } = database()
  await pool.query({
    name: 'sweep-jobs',
    text: `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
            where t.id = j.task_id and t.identifier in ('ring_lane', 'delete_left_token')
              and j.attempts >= j.max_attempts and j.locked_at is null`,
  })
  await pool.query({
    name: 'unlock-jobs-of-strangers',
    text: `update graphile_worker._private_jobs j set locked_at = null, locked_by = null
            where j.locked_at < now() - interval '1 minute'
              and not exists (select from workers w where w.pool_id = j.locked_by)`,
  })
  await pool.query({
    name: 'sweep-journals',
    text: `delete from in_flight_batches b
            where b.started_at < now() - interval '10 minutes'
              and not exists (select from workers w where w.id = b.worker_id)`,
  })
}

/** A session whose transaction is open: PostgreSQL keeps every row that died since, for it alone. */
export interface OpenTransaction {
  pid: number
  application: string
  seconds: number
}

/** Transactions open for longer than `seconds`, the oldest first, as far as this database user may see them. */
export async function longOpenTransactions(seconds: number): Promise<OpenTransaction[]> {
  const result = await database().pool.query<OpenTransaction>({
    name: 'long-open-transactions',
    text: `select pid, application_name as application, extract(epoch from now() - xact_start)::int as seconds
             from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and backend_xmin is not null
              and xact_start < now() - make_interval(secs => $1)
            order by xact_start limit 10`,
    values: [seconds],
  })
  return result.rows
}
