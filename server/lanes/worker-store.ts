import type { ClientBase } from 'pg'
import { database } from '../platform/database.ts'

/** Key of the session lock of a worker: 64 bits of its name, which no lane number reaches by chance. */
const workerLock = (id: string): string => `hashtextextended('postrider.worker ' || ${id}::text, 0)`

/** A worker whose session lock is free and who was not seen for so long is dead. */
const deadAfterSeconds = 3
/** After a restart of PostgreSQL every lock is free: who lives has so long to come back. */
const returnSeconds = 10
/** Who was seen within so long counts as alive: two beats of its reconciler, and one second more. */
export const livingSeconds = 5

export async function registerWorker(worker: {
  id: string
  host: string
  pid: number
  poolId: string | null
}): Promise<void> {
  await database().hot.query(
    `insert into workers (id, host, pid, pool_id) values ($1, $2, $3, $4)
     on conflict (id) do update set pool_id = excluded.pool_id, seen_at = now()`,
    [worker.id, worker.host, worker.pid, worker.poolId],
  )
}

/**
 * The session lock that says "alive": taken on each lane connection, so that it goes when the last of the lanes' locks goes.
 * Shared: the session of a lost connection may hold it for seconds beside the one that replaces it.
 */
export async function lockWorker(client: ClientBase, workerId: string): Promise<void> {
  await client.query(`select pg_try_advisory_lock_shared(${workerLock('$1')})`, [workerId])
}

export interface WorkerLoad {
  id: string
  hotLanes: number
}

/**
 * Says "alive" and returns the living workers. `poolId`: null while graphile-worker has not started yet. Not known: the row is
 * gone, a survivor took this process for dead.
 */
export async function beat(
  workerId: string,
  hotLanes: number,
  poolId: string | null,
): Promise<{ known: boolean; alive: WorkerLoad[] }> {
  const result = await database().hot.query<{ id: string; hot_lanes: number }>({
    name: 'worker-beat',
    text: `with own as (update workers set seen_at = now(), hot_lanes = $2, pool_id = coalesce($3, pool_id)
                         where id = $1 returning id, hot_lanes)
           select id, hot_lanes from own
           union all
           select id, hot_lanes from workers where id <> $1 and seen_at > now() - make_interval(secs => $4)`,
    values: [workerId, hotLanes, poolId, livingSeconds],
  })
  const alive = result.rows.map((row) => ({ id: row.id, hotLanes: row.hot_lanes }))
  return { known: alive.some((worker) => worker.id === workerId), alive }
}

export async function removeWorker(workerId: string): Promise<void> {
  await database().hot.query('delete from workers where id = $1', [workerId])
}

/**
 * Buries one dead worker: every delivery that its journal says was in flight and whose result was never recorded gets an attempt
 * `interrupted`; its lanes count the crash; its graphile jobs are unlocked (graphile-worker by itself waits four hours). One
 * transaction, one survivor. Returns how many attempts were interrupted, or null when nobody is dead.
 */
export async function buryDeadWorker(workerId: string): Promise<{ id: string; interrupted: number } | null> {
  const client = await database().hot.connect()
  try {
    await client.query('begin')
    const dead = await client.query<{ id: string; pool_id: string | null }>(
      `select id, pool_id from workers
        where id <> $1 and seen_at < now() - make_interval(secs => $2)
          and pg_postmaster_start_time() < now() - make_interval(secs => $3) and pg_try_advisory_xact_lock(${workerLock('id')})
        order by seen_at limit 1 for update skip locked`,
      [workerId, deadAfterSeconds, returnSeconds],
    )
    const [row] = dead.rows
    if (!row) {
      await client.query('rollback')
      return null
    }
    const interrupted = await client.query(interruptSql, [row.id])
    if (row.pool_id) await client.query('select graphile_worker.force_unlock_workers(array[$1])', [row.pool_id])
    await client.query('delete from in_flight_batches where worker_id = $1', [row.id])
    await client.query('delete from workers where id = $1', [row.id])
    await client.query('commit')
    return { id: row.id, interrupted: interrupted.rowCount ?? 0 }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/**
 * Its ids carry the time of the read, so that the log shows them before the attempt that followed, however late the burial.
 * From the third crash on a lane sends one delivery at a time: then the interrupted attempt counts, so that poison is found.
 */
const interruptSql = `
with lost as materialized (
  select distinct on (x.delivery_id, x.run) x.delivery_id, x.run, x.attempt, b.started_at
    from in_flight_batches b, unnest(b.delivery_ids, b.runs, b.attempts) as x(delivery_id, run, attempt)
   where b.worker_id = $1
     and not exists (select from attempts a where a.delivery_id = x.delivery_id and a.run = x.run and a.attempt = x.attempt
                                             and a.worker_id = $1)
   order by x.delivery_id, x.run, b.started_at desc
), touched as materialized (
  select l.*, d.event_id, d.tenant_id, d.app_id, d.subscription_id, d.event_type, s.url
    from lost l join deliveries d on d.id = l.delivery_id join subscriptions s on s.id = d.subscription_id
), crashed as (
  update lane_states c set crash_count = c.crash_count + 1, updated_at = now()
    from (select distinct subscription_id from touched) t where c.subscription_id = t.subscription_id
  returning c.subscription_id, c.crash_count
), counted as (
  update outstanding_deliveries o set attempt = o.attempt + 1, due_at = now()
    from touched t join crashed c on c.subscription_id = t.subscription_id and c.crash_count > 3
   where o.delivery_id = t.delivery_id and o.run = t.run and o.attempt = t.attempt
), shown as (
  update deliveries d set attempts = d.attempts + 1, last_attempt_at = greatest(d.last_attempt_at, t.started_at),
         last_error = case when d.status in ('pending', 'retrying') then 'interrupted' else d.last_error end,
         last_code = case when d.status in ('pending', 'retrying') then null else d.last_code end
    from touched t where d.id = t.delivery_id
), stats as (
  insert into delivery_stats as s (subscription_id, minute, event_type, tenant_id, app_id, attempts, interrupted)
  select subscription_id, date_trunc('minute', now()), event_type, tenant_id, app_id, count(*), count(*)
    from touched group by 1, 2, 3, 4, 5 order by 1, 2, 3
  on conflict (subscription_id, minute, event_type) do update
     set attempts = s.attempts + excluded.attempts, interrupted = s.interrupted + excluded.interrupted
)
insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, worker_id, started_at, url, error,
                      error_detail, duration_ms, next_attempt_at)
select overlay(gen_random_uuid()::text placing left(uuid_floor(started_at)::text, 15) from 1 for 15)::uuid, delivery_id, event_id, tenant_id,
       subscription_id, run, attempt, $1, started_at, url, 'interrupted',
       'The worker ended during this attempt. Whether the receiver got it is not known; it is sent again.', 0, now()
  from touched`
