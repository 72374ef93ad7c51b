import type { Prisma } from '../../prisma/generated/client.ts'
import type { ReplayInclude, ReplayStatus } from '../contract/replay.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import type { ReplayMatching } from './replay-candidate-store.ts'
import type { ProbedHeldBy } from './replay-hold.ts'

type Tx = Prisma.TransactionClient

/** Whose replays may be seen (uuids); null: all. */
export interface ReplayReach {
  tenantId: string | null
  appId: string | null
}

/** What was asked for. Ids are uuids. */
export interface ReplayRequest {
  tenantId: string
  appId: string | null
  subscriptionId: string | null
  fromAt: Date
  toAt: Date
  types: string[] | null
  include: ReplayInclude
  matching: ReplayMatching | null
  ratePerSecond: number | null
}

export interface ReplayRow extends ReplayRequest {
  id: string
  /** Of the one subscription it is for. */
  url: string | null
  status: ReplayStatus
  total: number
  queued: number
  done: number
  failed: number
  /** Of `total`, what is still to come: lanes that were stopped have nothing to come. */
  remaining: number
  /** Deliveries that end in a second; null: not known yet. */
  speed: number | null
  createdBy: string
  createdAt: Date
  completedAt: Date | null
}

const shown = `
  select r.id, r.tenant_id as "tenantId", r.app_id as "appId", r.subscription_id as "subscriptionId", s.url, r.from_at as "fromAt",
         r.to_at as "toAt", r.types, r.include, r.matching, r.rate_per_second as "ratePerSecond", r.status, r.speed,
         r.created_by as "createdBy", r.created_at as "createdAt", r.completed_at as "completedAt",
         l.total, l.queued, l.done, l.failed, l.remaining
    from replays r
    left join subscriptions s on s.id = r.subscription_id
    cross join lateral (
      select coalesce(sum(total), 0)::int as total, coalesce(sum(queued), 0)::int as queued,
             coalesce(sum(done), 0)::int as done, coalesce(sum(failed), 0)::int as failed,
             coalesce(sum(greatest(case when exhausted then queued else total end - done - failed, 0)), 0)::int as remaining
        from replay_lanes where replay_id = r.id) l`

/** With the number of deliveries for each subscription (uuid). */
export async function insertReplay(
  tx: Tx,
  id: string,
  request: ReplayRequest,
  createdBy: string,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const { tenantId, appId, subscriptionId, fromAt, toAt, types, include, matching, ratePerSecond } = request
  await tx.$executeRaw`
    insert into replays (id, tenant_id, app_id, subscription_id, from_at, to_at, types, include, matching, rate_per_second, created_by)
    values (${id}::uuid, ${tenantId}::uuid, ${appId}::uuid, ${subscriptionId}::uuid, ${fromAt}, ${toAt}, ${types}::text[],
            ${include}, ${matching && JSON.stringify(matching)}::jsonb, ${ratePerSecond}, ${createdBy})`
  await tx.$executeRaw`
    insert into replay_lanes (replay_id, subscription_id, total)
    select ${id}::uuid, * from unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()]}::int[])`
}

export async function findReplay(reach: ReplayReach, id: string): Promise<ReplayRow | null> {
  // Through Prisma, so that it is seen by the transaction that changed it.
  const rows = await database().prisma.$queryRawUnsafe<ReplayRow[]>(
    `${shown}
      where r.id = $1::uuid and ($2::uuid is null or r.tenant_id = $2::uuid) and ($3::uuid is null or r.app_id = $3::uuid)`,
    id,
    reach.tenantId,
    reach.appId,
  )
  return rows[0] ?? null
}

export async function listReplayRows(
  reach: ReplayReach,
  keyset: Keyset,
  filter: { status: ReplayStatus | undefined; subscriptionId: string | undefined },
): Promise<ReplayRow[]> {
  const newer = keyset.towards === 'newer'
  const { rows } = await database().pool.query<ReplayRow>(
    `${shown}
      where ($1::uuid is null or r.tenant_id = $1) and ($2::uuid is null or r.app_id = $2) and ($3::text is null or r.status = $3)
        and ($6::uuid is null or exists (select from replay_lanes x where x.replay_id = r.id and x.subscription_id = $6))
        and ($4::uuid is null or r.id ${newer ? '>' : '<'} $4::uuid)
      order by r.id ${newer ? 'asc' : 'desc'} limit $5`,
    [reach.tenantId, reach.appId, filter.status ?? null, keyset.at, keyset.take, filter.subscriptionId ?? null],
  )
  return rows
}

export interface ReplayLaneRow extends ProbedHeldBy {
  subscriptionId: string
  url: string
  total: number
  queued: number
  done: number
  failed: number
  stoppedReason: string | null
}

export async function listReplayLanes(tenantId: string, replayId: string, limit: number): Promise<ReplayLaneRow[]> {
  const { rows } = await database().pool.query<ReplayLaneRow>(
    `select l.subscription_id as "subscriptionId", s.url, l.total, l.queued, l.done, l.failed,
            l.stopped_reason as "stoppedReason", s.status, c.circuit, c.held_until as "heldUntil",
            c.next_probe_at as "nextProbeAt"
       from replay_lanes l join subscriptions s on s.id = l.subscription_id and s.tenant_id = $1
       join lane_states c on c.subscription_id = s.id
      where l.replay_id = $2 order by l.total desc, l.subscription_id limit $3`,
    [tenantId, replayId, limit],
  )
  return rows
}

/** Moves a replay from one of `from` to `to`; false: it was in none of them. */
export async function moveReplay(tx: Tx, id: string, from: ReplayStatus[], to: ReplayStatus): Promise<boolean> {
  const moved = await tx.$executeRaw`
    update replays
       set status = ${to}, speed = null, settled_at = now(), next_chunk_at = now(),
           completed_at = case when ${to} in ('completed', 'cancelled') then now() end
     where id = ${id}::uuid and status = any(${from}::text[])`
  return moved > 0
}
