import { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { allOf, beyond, directionOf } from '../platform/keyset-sql.ts'
import { likeLiteral } from '../platform/like-literal.ts'
import { joinLastFailure, type LastFailureRow } from './last-failure-store.ts'
import { maxSubscriptionsPerTenant } from './subscription-rules.ts'
import type { SubscriptionSettings } from './subscription-settings.ts'

/** Whose subscriptions may be seen or touched (uuids); null: all. Every actor is one. */
export interface SubscriptionReach {
  tenantId: string | null
  appId: string | null
}

export type SubscriptionRow = SubscriptionSettings & {
  id: string
  tenantId: string
  appId: string | null
  status: 'active' | 'paused' | 'disabled'
  statusReason: string | null
  statusChangedAt: Date
  circuit: 'closed' | 'open' | 'half_open'
  circuitOpenedAt: Date | null
  nextProbeAt: Date | null
  heldUntil: Date | null
  failingSince: Date | null
  lastFailure: LastFailureRow | null
  lastSuccessAt: Date | null
  createdAt: Date
  updatedAt: Date
}

type Tx = Prisma.TransactionClient

const jsonOrNull = (value: object | null) => (value === null ? null : JSON.stringify(value))

// Raw, because Prisma cannot tell an absent retry schedule (the default) from an empty one (no retries).
const columns = Prisma.sql`
         s.id, s.tenant_id as "tenantId", s.app_id as "appId", s.url, s.description, s.events, s.filter, s.headers,
         s.timeout_ms as "timeoutMs", s.retry_schedule as "retrySchedule",
         round(s.retry_jitter::numeric, 4)::float8 as "retryJitter", s.rate_per_second as "ratePerSecond",
         s.concurrency, s.mode, s.batch_max_events as "batchMaxEvents", s.batch_max_wait_ms as "batchMaxWaitMs",
         s.ordering, s.ip_allow as "ipAllow", s.ip_deny as "ipDeny", s.metadata, s.auto_redeliver as "autoRedeliver",
         s.status, s.status_reason as "statusReason", s.status_changed_at as "statusChangedAt",
         l.circuit, l.circuit_opened_at as "circuitOpenedAt", l.next_probe_at as "nextProbeAt",
         case when l.held_until > now() then l.held_until end as "heldUntil", l.failing_since as "failingSince",
         f."lastFailure", l.last_success_at as "lastSuccessAt", s.created_at as "createdAt", s.updated_at as "updatedAt"`

const select = Prisma.sql`
  select ${columns}
    from subscriptions s join lane_states l on l.subscription_id = s.id ${joinLastFailure}`

function within({ tenantId, appId }: SubscriptionReach): Prisma.Sql {
  return Prisma.sql`s.deleted_at is null
    ${tenantId === null ? Prisma.empty : Prisma.sql`and s.tenant_id = ${tenantId}::uuid`}
    ${appId === null ? Prisma.empty : Prisma.sql`and s.app_id = ${appId}::uuid`}`
}

export async function findSubscriptionRow(reach: SubscriptionReach, id: string): Promise<SubscriptionRow | null> {
  const [row] = await database().prisma.$queryRaw<SubscriptionRow[]>`
    ${select} where s.id = ${id}::uuid and ${within(reach)}`
  return row ?? null
}

/** True also for a deleted one. */
export async function isSubscriptionKnown({ tenantId, appId }: SubscriptionReach, id: string): Promise<boolean> {
  const where = { id, ...(tenantId === null ? {} : { tenantId }), ...(appId === null ? {} : { appId }) }
  return (await database().prisma.subscription.count({ where })) > 0
}

/** The same, locked until the transaction ends. */
export async function lockSubscriptionRow(
  tx: Tx,
  reach: SubscriptionReach,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await tx.$queryRaw<SubscriptionRow[]>`
    ${select} where s.id = ${id}::uuid and ${within(reach)} for update of s`
  return row ?? null
}

export interface SubscriptionFilter {
  status?: string | undefined
  circuit?: string | undefined
  /** Whether its newest attempt failed. */
  failing?: boolean | undefined
  /** A part of the URL or the description, whatever its capitals. */
  search?: string | undefined
  /** Entries of the metadata that it has. */
  metadata?: { [name: string]: string } | undefined
}

/**
 * Most rows that one statement of a filtered list looks at. As many as a tenant may have: its lists never end early; the
 * operator's go on from there.
 */
const scanBudget = maxSubscriptionsPerTenant

export async function listSubscriptionRows(
  reach: SubscriptionReach,
  keyset: Keyset,
  filter: SubscriptionFilter,
): Promise<{ rows: SubscriptionRow[]; scannedTo: string | null }> {
  const { prisma } = database()
  const direction = directionOf(keyset)
  const ordered = Prisma.sql`
    from subscriptions s where ${allOf([within(reach), ...beyond(keyset, Prisma.sql`s.id`)])} order by s.id ${direction}`
  const matches = matching(filter)
  const rows = await prisma.$queryRaw<SubscriptionRow[]>`
    select ${columns} from (select s.* ${ordered} limit ${matches.length === 0 ? keyset.take : scanBudget}) s
      join lane_states l on l.subscription_id = s.id ${joinLastFailure}
     where ${allOf(matches)} order by s.id ${direction} limit ${keyset.take}`
  if (rows.length === keyset.take || matches.length === 0) return { rows, scannedTo: null }
  const [edge] = await prisma.$queryRaw<{ id: string }[]>`select s.id ${ordered} offset ${scanBudget - 1} limit 1`
  return { rows, scannedTo: edge?.id ?? null }
}

function matching({ status, circuit, failing, search, metadata }: SubscriptionFilter): Prisma.Sql[] {
  const matches: Prisma.Sql[] = []
  if (status !== undefined) matches.push(Prisma.sql`s.status = ${status}`)
  if (circuit !== undefined) matches.push(Prisma.sql`l.circuit = ${circuit}`)
  if (failing !== undefined) matches.push(Prisma.sql`(l.failing_since is not null) = ${failing}`)
  if (search !== undefined) {
    const pattern = `%${likeLiteral(search)}%`
    matches.push(Prisma.sql`(s.url ilike ${pattern} or s.description ilike ${pattern})`)
  }
  if (metadata !== undefined) matches.push(Prisma.sql`s.metadata @> ${JSON.stringify(metadata)}::jsonb`)
  return matches
}

/** How many live subscriptions a tenant has; null: there is no such tenant. Others wait until the transaction ends. */
export async function countSubscriptionsLocked(tx: Tx, tenantId: string): Promise<number | null> {
  const locked = await tx.$queryRaw<unknown[]>`
    select 1 from tenants where id = ${tenantId}::uuid and deleted_at is null for update`
  if (locked.length === 0) return null
  return tx.subscription.count({ where: { tenantId, deletedAt: null } })
}

export async function insertSubscriptionRow(
  tx: Tx,
  owner: { tenantId: string; appId: string | null },
  id: string,
  settings: SubscriptionSettings,
): Promise<void> {
  await tx.$executeRaw`
    insert into subscriptions
      (id, tenant_id, app_id, url, description, events, filter, headers, timeout_ms, retry_schedule, retry_jitter,
       rate_per_second, concurrency, mode, batch_max_events, batch_max_wait_ms, ordering, ip_allow, ip_deny, metadata,
       auto_redeliver)
    values
      (${id}::uuid, ${owner.tenantId}::uuid, ${owner.appId}::uuid, ${settings.url}, ${settings.description},
       ${settings.events}::text[], ${jsonOrNull(settings.filter)}::json, ${JSON.stringify(settings.headers)}::jsonb,
       ${settings.timeoutMs},
       ${settings.retrySchedule}::int[], ${settings.retryJitter}, ${settings.ratePerSecond}, ${settings.concurrency},
       ${settings.mode}, ${settings.batchMaxEvents}, ${settings.batchMaxWaitMs}, ${settings.ordering},
       ${settings.ipAllow}::text[], ${settings.ipDeny}::text[], ${JSON.stringify(settings.metadata)}::jsonb,
       ${settings.autoRedeliver})`
}

export async function updateSubscriptionSettings(
  tx: Tx,
  tenantId: string,
  id: string,
  settings: SubscriptionSettings,
): Promise<void> {
  await tx.$executeRaw`
    update subscriptions
       set url = ${settings.url}, description = ${settings.description}, events = ${settings.events}::text[],
           filter = ${jsonOrNull(settings.filter)}::json, headers = ${JSON.stringify(settings.headers)}::jsonb, timeout_ms = ${settings.timeoutMs},
           retry_schedule = ${settings.retrySchedule}::int[], retry_jitter = ${settings.retryJitter},
           rate_per_second = ${settings.ratePerSecond}, concurrency = ${settings.concurrency}, mode = ${settings.mode},
           batch_max_events = ${settings.batchMaxEvents}, batch_max_wait_ms = ${settings.batchMaxWaitMs},
           ordering = ${settings.ordering}, ip_allow = ${settings.ipAllow}::text[],
           ip_deny = ${settings.ipDeny}::text[], metadata = ${JSON.stringify(settings.metadata)}::jsonb,
           auto_redeliver = ${settings.autoRedeliver}, updated_at = now()
     where tenant_id = ${tenantId}::uuid and id = ${id}::uuid`
}

export async function setSubscriptionStatus(
  tx: Tx,
  tenantId: string,
  id: string,
  to: { status: SubscriptionRow['status']; reason: string | null },
): Promise<void> {
  await tx.$executeRaw`
    update subscriptions
       set status = ${to.status}, status_reason = ${to.reason}, status_changed_at = now(), updated_at = now()
     where tenant_id = ${tenantId}::uuid and id = ${id}::uuid`
}

/**
 * Lets a lane go on. What it was held so far is added up, so that nothing expired meanwhile. An open circuit gets a probe at once,
 * which uses up no attempt and brings back what died; only where nothing could be one it is closed by hand. Since when the receiver
 * fails stays known until it answers.
 */
export async function releaseLane(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    with lane as (
      select l.subscription_id,
             l.circuit <> 'closed' and (
               exists (select from outstanding_deliveries o where o.subscription_id = s.id)
               or (s.auto_redeliver and exists (select from dead_letters x where x.subscription_id = s.id and x.absent))
             ) as probed
        from lane_states l join subscriptions s on s.id = l.subscription_id
       where s.tenant_id = ${tenantId}::uuid and s.id = ${id}::uuid
    )
    update lane_states l
       set circuit = case when lane.probed then 'open' else 'closed' end,
           circuit_opened_at = case when lane.probed then l.circuit_opened_at end,
           next_probe_at = case when lane.probed then now() end, probes = 0,
           consecutive_failures = case when lane.probed or l.circuit = 'closed' then l.consecutive_failures else 0 end,
           failed_deliveries = case when lane.probed or l.circuit = 'closed' then l.failed_deliveries else '{}' end,
           held_until = null,
           held_ms = l.held_ms + coalesce(extract(epoch from now() - l.held_since) * 1000, 0)::bigint,
           held_since = case when lane.probed then now() end, updated_at = now()
      from lane where l.subscription_id = lane.subscription_id`
}

/** Of a lane whose circuit is open: what would be sent next is due now, so that there is something to probe with. */
export async function hastenProbe(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    with next as (
      select o.delivery_id, o.run
        from subscriptions s
        join lane_states l on l.subscription_id = s.id and l.circuit <> 'closed'
        join outstanding_deliveries o on o.subscription_id = s.id and o.priority >= 0
       where s.tenant_id = ${tenantId}::uuid and s.id = ${id}::uuid
       order by case when s.ordering = 'fifo' then o.sequence end, o.due_at, o.delivery_id limit 1
    ), due as (
      update outstanding_deliveries o set due_at = now()
        from next where o.delivery_id = next.delivery_id and o.run = next.run and o.due_at > now()
      returning o.delivery_id
    )
    update deliveries d set next_attempt_at = now() from due where d.id = due.delivery_id`
}

export async function markSubscriptionDeleted(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    update subscriptions set deleted_at = now(), updated_at = now()
     where tenant_id = ${tenantId}::uuid and id = ${id}::uuid`
}
