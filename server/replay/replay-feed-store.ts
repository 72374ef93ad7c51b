import type { Prisma } from '../../prisma/generated/client.ts'
import type { ReplayInclude, ReplayStatus } from '../contract/replay.ts'
import { timeToLiveSeconds } from '../contract/retry-limits.ts'
import { ringSql } from '../jobs/doorbell-store.ts'
import { database } from '../platform/database.ts'
import type { ReplayMatching } from './replay-candidate-store.ts'

type Tx = Prisma.TransactionClient

export interface RunningReplay {
  id: string
  tenantId: string
  status: ReplayStatus
  fromAt: Date
  toAt: Date
  types: string[] | null
  include: ReplayInclude
  matching: ReplayMatching | null
  ratePerSecond: number | null
  /** How long until the rate admits the next chunk. */
  waitMs: number
}

export async function readReplay(id: string): Promise<RunningReplay | null> {
  const { rows } = await database().pool.query<RunningReplay>(
    `select id, tenant_id as "tenantId", status, from_at as "fromAt", to_at as "toAt", types, include, matching,
            rate_per_second as "ratePerSecond",
            greatest(extract(epoch from next_chunk_at - clock_timestamp()) * 1000, 0)::float8 as "waitMs"
       from replays where id = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** A subscription that is not through yet. */
export interface FeedLane {
  subscriptionId: string
  cursor: string | null
  /** Handed over and not ended. */
  inFlight: number
  exhausted: boolean
  subscriptionStatus: 'active' | 'paused' | 'disabled'
  subscriptionDeleted: boolean
}

/** Those that are furthest behind first, so that a rate is shared. */
export async function readFeedLanes(tenantId: string, replayId: string): Promise<FeedLane[]> {
  const { rows } = await database().pool.query<FeedLane>(
    `select l.subscription_id as "subscriptionId", l.cursor, l.queued - l.done - l.failed as "inFlight", l.exhausted,
            s.status as "subscriptionStatus", s.deleted_at is not null as "subscriptionDeleted"
       from replay_lanes l join subscriptions s on s.id = l.subscription_id and s.tenant_id = $1
      where l.replay_id = $2 and (not l.exhausted or l.queued > l.done + l.failed)
      order by l.queued::float8 / greatest(l.total, 1), l.subscription_id`,
    [tenantId, replayId],
  )
  return rows
}

/**
 * Claims a chunk of a lane: moves its cursor from `cursor` to `next` and the pace by `count`. False: another process was faster,
 * or the replay does not run any more, and nothing may be handed over. In the transaction that hands over, so that a chunk is
 * handed over once or not at all.
 */
export async function claimChunk(
  tx: Tx,
  replayId: string,
  subscriptionId: string,
  chunk: { cursor: string | null; next: string | null; count: number; exhausted: boolean },
): Promise<boolean> {
  const admitted = await tx.$executeRaw`
    update replays
       set next_chunk_at = case when rate_per_second is null then next_chunk_at
                                else greatest(next_chunk_at, now()) + make_interval(secs => ${chunk.count}::float8 / rate_per_second) end
     where id = ${replayId}::uuid and status = 'running'`
  if (admitted === 0) return false
  const claimed = await tx.$executeRaw`
    update replay_lanes
       set cursor = ${chunk.next}::uuid, queued = queued + ${chunk.count}, exhausted = ${chunk.exhausted}
     where replay_id = ${replayId}::uuid and subscription_id = ${subscriptionId}::uuid and not exhausted
       and cursor is not distinct from ${chunk.cursor}::uuid`
  return claimed > 0
}

/** Notes the newest run of these deliveries as this replay's. Returns how many have one that is still to end. */
export async function noteRuns(tx: Tx, replayId: string, deliveryIds: string[], made: boolean): Promise<number> {
  const noted = await tx.$queryRawUnsafe<{ count: number }[]>(
    `with noted as (
       insert into replay_deliveries (replay_id, delivery_id, run, subscription_id, made)
       select $1::uuid, d.id, d.runs, d.subscription_id, $3::boolean
         from deliveries d join outstanding_deliveries o on o.delivery_id = d.id and o.run = d.runs and o.priority = 1
        where d.id = any($2::uuid[])
       on conflict (replay_id, delivery_id) do nothing
       returning delivery_id
     ), marked as (
       update deliveries d set replay_id = $1::uuid from noted n where d.id = n.delivery_id
     )
     select count(*)::int as count from noted`,
    replayId,
    deliveryIds,
    made,
  )
  return noted[0]?.count ?? 0
}

/**
 * Makes the deliveries of events to one subscription that never had one, behind live events, and rings the lane. Outside the
 * order of a fifo subscription: their place in it is long gone.
 */
export async function insertMissingDeliveries(
  tx: Tx,
  subscriptionId: string,
  pairs: { deliveryId: string; eventId: string }[],
): Promise<void> {
  await tx.$queryRawUnsafe(
    `with made as (
       insert into deliveries (id, event_id, tenant_id, app_id, subscription_id, event_type, next_attempt_at)
       select p.delivery_id, e.id, e.tenant_id, s.app_id, s.id, e.type, now()
         from unnest($1::uuid[], $2::uuid[]) p(delivery_id, event_id)
         join events e on e.id = p.event_id
         join subscriptions s on s.id = $3::uuid and s.tenant_id = e.tenant_id and s.deleted_at is null and s.status <> 'disabled'
       on conflict (id) do nothing
       returning id, event_id, tenant_id, subscription_id
     ), planned as (
       insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, priority, due_at, expires_at,
                                           held_ms, accepted_at)
       select m.id, 1, m.subscription_id, m.tenant_id, m.event_id, 1, now(), now() + make_interval(secs => $4::int),
              coalesce(l.held_ms, 0), now()
         from made m left join lane_states l on l.subscription_id = m.subscription_id
     ), counted as (
       update events e set deliveries = e.deliveries + 1 from made m where e.id = m.event_id
     )
     select (${ringSql('select distinct subscription_id from made')}) as rung`,
    pairs.map((pair) => pair.deliveryId),
    pairs.map((pair) => pair.eventId),
    subscriptionId,
    timeToLiveSeconds,
  )
}

/** What was claimed and could not be handed over, because it went or was given out meanwhile. */
export async function correctQueued(tx: Tx, replayId: string, subscriptionId: string, less: number): Promise<void> {
  await tx.$executeRaw`
    update replay_lanes set queued = queued - ${less}
     where replay_id = ${replayId}::uuid and subscription_id = ${subscriptionId}::uuid`
}

/** Nothing more of this subscription is handed over. */
export async function stopLane(replayId: string, subscriptionId: string, reason: string): Promise<void> {
  await database().pool.query(
    `update replay_lanes set exhausted = true, stopped_reason = $3
      where replay_id = $1 and subscription_id = $2 and not exhausted`,
    [replayId, subscriptionId, reason],
  )
}

/** How fast an old speed is forgotten: the ETA follows within seconds without jumping about. */
const smoothing = 0.3

/**
 * Counts the runs that have ended since the last look: done when an attempt since then succeeded. One statement, so that result
 * and end are seen together. Returns how many ended.
 */
export async function settleReplay(id: string, tx?: Tx): Promise<number> {
  const sql = `
with ended as (
  delete from replay_deliveries r
   where r.replay_id = $1::uuid
     and not exists (select from outstanding_deliveries o where o.delivery_id = r.delivery_id and o.run = r.run)
  returning r.delivery_id, r.subscription_id, r.run, r.queued_at
), judged as (
  -- Another run's success ends this one too. The minute allows for clocks; it bounds the partitions that are looked at.
  select e.subscription_id,
         exists (select from attempts a
                  where a.delivery_id = e.delivery_id and a.id >= uuid_floor(e.queued_at - interval '1 minute')
                    and a.error is null and (a.run = e.run or a.id >= uuid_floor(e.queued_at))) as done
    from ended e
), counted as (
  select subscription_id, count(*) filter (where done)::int as done, count(*) filter (where not done)::int as failed
    from judged group by 1
), lanes as (
  update replay_lanes l set done = l.done + c.done, failed = l.failed + c.failed
    from counted c where l.replay_id = $1::uuid and l.subscription_id = c.subscription_id
), total as (
  select coalesce(sum(done + failed), 0)::int as count from counted
), pace as (
  update replays r
     set settled_at = now(),
         speed = case when r.status <> 'running' then null
                      when t.count = 0 and r.speed is null then null
                      else coalesce(r.speed * ${1 - smoothing}, 0) + t.count / greatest(extract(epoch from now() - r.settled_at), 0.05)
                           * case when r.speed is null then 1 else ${smoothing} end end
    from total t where r.id = $1::uuid
)
select count from total`
  const rows = tx
    ? await tx.$queryRawUnsafe<{ count: number }[]>(sql, id)
    : (await database().pool.query<{ count: number }>(sql, [id])).rows
  return rows[0]?.count ?? 0
}

/**
 * Takes back the runs of a replay that have not ended. Deliveries that had been tried before are dead letters again, those that
 * were never tried are cancelled, and succeeded ones stay so.
 */
export async function takeBackQueued(tx: Tx, replayId: string, reason: string): Promise<void> {
  await tx.$queryRawUnsafe(
    `
with locked as materialized (
  select d.id, r.run, r.made from replay_deliveries r join deliveries d on d.id = r.delivery_id
   where r.replay_id = $1::uuid order by d.id for update of d
), gone as (
  delete from outstanding_deliveries o using locked l where o.delivery_id = l.id and o.run = l.run
  returning o.delivery_id
), forgotten as (
  delete from replay_deliveries r using gone g where r.replay_id = $1::uuid and r.delivery_id = g.delivery_id
  returning r.subscription_id
), lanes as (
  update replay_lanes l set queued = l.queued - f.count
    from (select subscription_id, count(*)::int as count from forgotten group by 1) f
   where l.replay_id = $1::uuid and l.subscription_id = f.subscription_id
), back as (
  update deliveries d
     set open_runs = greatest(d.open_runs - 1, 0),
         status = case when d.open_runs > 1 or d.status not in ('pending', 'retrying') then d.status
                       when d.attempts > 0 then 'failed' else 'cancelled' end,
         cancel_reason = case when d.open_runs <= 1 and d.status = 'pending' and d.attempts = 0 then $2 end,
         completed_at = case when d.open_runs <= 1 then coalesce(d.completed_at, now()) end,
         next_attempt_at = case when d.open_runs > 1 then d.next_attempt_at end
    from gone g where d.id = g.delivery_id
  returning d.*
)
insert into dead_letters (delivery_id, event_id, tenant_id, app_id, subscription_id, event_type, error, code, cause, absent)
select id, event_id, tenant_id, app_id, subscription_id, event_type, last_error, last_code, 'exhausted',
       coalesce(last_code >= 500, false)
         or coalesce(last_error in ('timeout', 'connection_refused', 'connection_reset', 'dns_error', 'tls_error', 'interrupted'), false)
  from back where status = 'failed' and not test
on conflict (delivery_id) do nothing`,
    replayId,
    reason,
  )
}

/** Ends a replay of which nothing is left to hand over or to wait for. */
export async function completeReplay(id: string): Promise<boolean> {
  const result = await database().pool.query(
    `update replays r set status = 'completed', completed_at = now(), speed = null
      where r.id = $1 and r.status = 'running'
        and not exists (select from replay_lanes l
                         where l.replay_id = r.id and (not l.exhausted or l.queued > l.done + l.failed))`,
    [id],
  )
  return (result.rowCount ?? 0) > 0
}
