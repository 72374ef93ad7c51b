import { Prisma } from '../../prisma/generated/client.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { allOf, beyond, directionOf } from '../platform/keyset-sql.ts'
import { newUuid } from '../platform/uuid.ts'
import { joinLastFailure, type LastFailureRow } from '../subscriptions/last-failure-store.ts'

/** A condition that holds now. Ids are uuids. */
export interface AlertCondition {
  tenantId: string
  subscriptionId: string
  kind: string
  message: string
  /** When it began; null: it is noticed now. */
  since: Date | null
}

export interface AlertThresholds {
  circuitOpenSeconds: number
  deadLettersPerHour: number
  oldestWaitingSeconds: number
}

/** Everything that deserves an alert now, over all tenants; one row per subscription and kind. */
export async function findConditions(thresholds: AlertThresholds): Promise<AlertCondition[]> {
  const { rows } = await database().pool.query<AlertCondition>(
    `
select s.tenant_id as "tenantId", s.id as "subscriptionId", c.kind, c.message, c.since
  from subscriptions s
  join lane_states l on l.subscription_id = s.id
  cross join lateral (
    select 'circuit_open' as kind,
           'Failing since ' || to_char(coalesce(l.failing_since, l.circuit_opened_at) at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS') ||
           ' UTC. Its deliveries wait and are sent when a probe succeeds.' as message,
           -- Who paused it ended the alert of this opening: since it was resumed it is watched again.
           case when exists (select from alerts a
                              where a.tenant_id = s.tenant_id and a.subscription_id = s.id and a.kind = 'circuit_open'
                                and a.resolved_at >= l.circuit_opened_at)
                then greatest(l.circuit_opened_at, s.status_changed_at) else l.circuit_opened_at end as since
     where l.circuit <> 'closed' and l.circuit_opened_at < now() - make_interval(secs => $1)
    union all
    select 'dead_letters_growing', d.count || ' deliveries became dead letters within an hour.', null
      from (select count(*) from dead_letters x where x.subscription_id = s.id and x.died_at > now() - interval '1 hour') d
     where d.count >= $2
    union all
    select 'oldest_waiting', 'A delivery has been due for ' || (extract(epoch from now() - o.due_at) / 60)::int ||
           ' minutes. The receiver is slower than its events come, or its limits are too low.', null
      from (select due_at from outstanding_deliveries o
             where o.subscription_id = s.id and o.priority = 0 order by o.due_at limit 1) o
     where l.circuit = 'closed' and o.due_at < now() - make_interval(secs => $3)
  ) c
 where s.deleted_at is null and s.status = 'active'`,
    [thresholds.circuitOpenSeconds, thresholds.deadLettersPerHour, thresholds.oldestWaitingSeconds],
  )
  return rows
}

/** The kinds that `findConditions` watches: only those are resolved when their condition is gone. */
const watchedKinds = ['circuit_open', 'dead_letters_growing', 'oldest_waiting']

/** Opens an alert for each condition that has none, keeps the words of the open ones current, resolves the rest. */
export async function settleAlerts(conditions: AlertCondition[]): Promise<{ opened: number; resolved: number }> {
  const column = <Value>(value: (condition: AlertCondition) => Value): Value[] => conditions.map(value)
  const { rows } = await database().pool.query<{ opened: number; resolved: number }>(
    `
with found as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $7::timestamptz[])
    as f(id, tenant_id, subscription_id, kind, message, since)
), opened as (
  insert into alerts as a (id, tenant_id, subscription_id, kind, message, opened_at)
  select id, tenant_id, subscription_id, kind, message, coalesce(since, now()) from found
  on conflict (tenant_id, subscription_id, kind) where resolved_at is null do update set message = excluded.message
  returning xmax = 0 as fresh
), resolved as (
  -- What is paused, disabled or deleted is not watched any more: that its receiver recovered would be a guess.
  update alerts a set resolved_at = now(),
         details = a.details || case when exists (select from subscriptions s where s.id = a.subscription_id
                                                     and s.status = 'active' and s.deleted_at is null)
                                     then '{}' else '{"unwatched": true}' end::jsonb
   where a.resolved_at is null and a.kind = any($6::text[])
     and not exists (select from found f where f.subscription_id = a.subscription_id and f.kind = a.kind)
  returning 1
), enabled as (
  update alerts a set resolved_at = now()
    from subscriptions s
   where a.resolved_at is null and a.kind = 'subscription_disabled' and s.id = a.subscription_id
     and (s.status <> 'disabled' or s.deleted_at is not null)
  returning 1
)
select (select count(*)::int from opened where fresh) as opened,
       ((select count(*) from resolved) + (select count(*) from enabled))::int as resolved`,
    [
      conditions.map(() => newUuid()),
      column((condition) => condition.tenantId),
      column((condition) => condition.subscriptionId),
      column((condition) => condition.kind),
      column((condition) => condition.message),
      watchedKinds,
      column((condition) => condition.since),
    ],
  )
  return rows[0] as { opened: number; resolved: number }
}

/**
 * Something changed for these subscriptions (uuids): alerts of a circuit that has closed, of a status that has ended and of what was
 * deleted do not wait for the next look, which resolves what is missed here.
 */
export async function resolveEnded(
  db: Pick<Prisma.TransactionClient, '$executeRaw'>,
  subscriptionIds: string[],
): Promise<void> {
  await db.$executeRaw`
    update alerts a set resolved_at = now(),
           details = a.details || case when s.deleted_at is null then '{}' else '{"unwatched": true}' end::jsonb
      from subscriptions s join lane_states l on l.subscription_id = s.id
     where s.id = any(${subscriptionIds}::uuid[]) and a.tenant_id = s.tenant_id and a.subscription_id = s.id
       and a.resolved_at is null
       and (s.deleted_at is not null or (a.kind = 'circuit_open' and l.circuit = 'closed')
            or (a.kind = 'subscription_disabled' and s.status <> 'disabled'))`
}

/** What fails now is gone from the lane once the receiver recovers: it is kept for the time after. */
export async function noteLastFailures(): Promise<void> {
  await database().prisma.$executeRaw`
    update alerts a set details = jsonb_set(a.details, '{lastFailure}', n.failure)
      from (select a.id, f."lastFailure"::jsonb as failure
              from alerts a
              join subscriptions s on s.id = a.subscription_id
              join lane_states l on l.subscription_id = s.id ${joinLastFailure}
             where a.resolved_at is null) n
     where a.id = n.id and n.failure is not null and a.resolved_at is null
       and a.details -> 'lastFailure' is distinct from n.failure`
}

export interface AlertRow {
  id: string
  tenantId: string
  subscriptionId: string | null
  url: string | null
  kind: string
  message: string
  openedAt: Date
  resolvedAt: Date | null
  unwatched: boolean
  lastFailure: LastFailureRow | null
}

const columns = Prisma.sql`
  a.id, a.tenant_id as "tenantId", a.subscription_id as "subscriptionId", s.url, a.kind, a.message,
  a.opened_at as "openedAt", a.resolved_at as "resolvedAt",
  coalesce((a.details ->> 'unwatched')::boolean, false) as unwatched,
  case when a.resolved_at is null then f."lastFailure"::jsonb else a.details -> 'lastFailure' end as "lastFailure"`

const joined = Prisma.sql`
  from alerts a
  left join subscriptions s on s.id = a.subscription_id
  left join lane_states l on l.subscription_id = s.id and a.resolved_at is null ${joinLastFailure}`

/** In the order of the keyset; `tenantId` and `appId` null: all; `isOpen` undefined: resolved ones too. */
export async function listAlertRows(
  reach: { tenantId: string | null; appId: string | null },
  keyset: Keyset,
  isOpen: boolean | undefined,
): Promise<AlertRow[]> {
  const id = Prisma.sql`a.id`
  const conditions = [
    ...beyond(keyset, id),
    ...(reach.tenantId === null ? [] : [Prisma.sql`a.tenant_id = ${reach.tenantId}::uuid`]),
    ...(reach.appId === null ? [] : [Prisma.sql`s.app_id = ${reach.appId}::uuid`]),
    ...(isOpen === undefined
      ? []
      : [isOpen ? Prisma.sql`a.resolved_at is null` : Prisma.sql`a.resolved_at is not null`]),
  ]
  return database().prisma.$queryRaw<AlertRow[]>`
    select ${columns} ${joined}
     where ${allOf(conditions)} order by ${id} ${directionOf(keyset)} limit ${keyset.take}`
}

/** What opened or was resolved within a day and nobody was told, the oldest first. What nobody heard of is not told to be over. */
export async function findUntoldAlerts(limit: number): Promise<AlertRow[]> {
  return database().prisma.$queryRaw<AlertRow[]>`
    select ${columns} ${joined}
     where (a.resolved_at is null and a.sent_at is null and uuid_time(a.id) > now() - interval '1 day')
        or (a.resolved_at > now() - interval '1 day' and a.sent_at is not null and a.resolution_sent_at is null)
     order by a.id limit ${limit}`
}

export async function markTold({ id, resolvedAt }: Pick<AlertRow, 'id' | 'resolvedAt'>): Promise<void> {
  const told = resolvedAt === null ? { sentAt: new Date(clock.now()) } : { resolutionSentAt: new Date(clock.now()) }
  await database().prisma.alert.update({ where: { id }, data: told })
}

/** Subscriptions that only failed for `days`, with the revision that did. */
export async function findHopeless(days: number): Promise<{ id: string; tenantId: string; revision: string }[]> {
  const { rows } = await database().pool.query<{ id: string; tenantId: string; revision: string }>(
    `select s.id, s.tenant_id as "tenantId", s.revision
       from subscriptions s join lane_states l on l.subscription_id = s.id
      where s.status = 'active' and s.deleted_at is null
        -- Who resumes it gives it as long again.
        and greatest(l.failing_since, s.status_changed_at) < now() - make_interval(days => $1) and l.failing_since is not null
        and (l.last_success_at is null or l.last_success_at < l.failing_since)`,
    [days],
  )
  return rows
}
