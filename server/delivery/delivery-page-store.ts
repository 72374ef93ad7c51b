import { Prisma } from '../../prisma/generated/client.ts'
import type { AttemptError, CodeClass, DeliveryStatusFilter } from '../contract/delivery.ts'
import { isWaiting, statusesOf } from '../contract/delivery-words.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { allOf, beyond, directionOf } from '../platform/keyset-sql.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { firstUuidOf, uuidsOfSameMillisecond } from '../platform/uuid-range.ts'
import { type DeliveryPage, mergePages } from './merge-pages.ts'
import { statusFilterSql } from './status-filter-sql.ts'

/** Whose deliveries may be seen (uuids); null: all. Every actor is one. */
export interface DeliveryReach {
  tenantId: string | null
  appId: string | null
}

/** Ids are uuids. `from` (inclusive) and `until` bound the id, and with it the time of the event. */
export interface DeliveryFilter {
  status?: DeliveryStatusFilter | undefined
  subscriptionId?: string | undefined
  eventId?: string | undefined
  type?: string | undefined
  error?: AttemptError | undefined
  /** Of any attempt. Only findDeliveryIds knows how to find these. */
  attemptError?: AttemptError | undefined
  /** When one failed so, Unix milliseconds; `attemptFromMs` is inclusive. */
  attemptFromMs?: number | undefined
  attemptUntilMs?: number | undefined
  code?: number | undefined
  codeClass?: CodeClass | undefined
  /** Of the replay that was the last to send them. */
  replayId?: string | undefined
  from?: string | undefined
  until?: string | undefined
  /** Only these. */
  ids?: string[] | undefined
}

/** An index's worth of rows to look at, and what makes one of them match, over the alias `d`. */
interface Source {
  table: Prisma.Sql
  bounds: Prisma.Sql[]
  matches: Prisma.Sql[]
}

const id = Prisma.sql`d.id`

/** So many outstanding deliveries are sorted at once; beyond, the newest deliveries are mostly outstanding ones. */
const maxSorted = 5_000

/** Finds a page by the way that stays fast with millions of rows: dead letters and outstanding rows have small tables. */
export async function findDeliveryIds(
  reach: DeliveryReach,
  keyset: Keyset,
  filter: DeliveryFilter,
): Promise<DeliveryPage> {
  const { status, attemptError, eventId } = filter
  if (attemptError !== undefined) return scanAttempts(reach, keyset, filter, attemptError)
  if (status === undefined || eventId !== undefined) return scan(keyset, deliverySource(reach, filter))
  if (status === 'failed') return scan(keyset, failedSource(reach, filter))
  if (status === 'undelivered') {
    // In this order: what dies in between is found twice, which does no harm, and not never.
    const waiting = await findOutstanding(reach, keyset, filter)
    const failed = await scan(keyset, failedSource(reach, filter))
    return mergePages(keyset, [waiting, failed])
  }
  return statusesOf(status).some(isWaiting)
    ? findOutstanding(reach, keyset, filter)
    : scan(keyset, deliverySource(reach, filter))
}

/** Among what is to be sent, or to be sent again. */
async function findOutstanding(reach: DeliveryReach, keyset: Keyset, filter: DeliveryFilter): Promise<DeliveryPage> {
  if (reach.tenantId === null && filter.subscriptionId === undefined) return scanOutstanding(reach, keyset, filter)
  const few = await outstandingIds(reach, filter)
  if (few === null) return scan(keyset, deliverySource(reach, filter))
  const ids = filter.ids === undefined ? few : few.filter((id) => filter.ids?.includes(id))
  return scan(keyset, deliverySource(reach, { ...filter, ids }))
}

/** The table itself: `bounds` are what an index finds, `matches` what has to be looked at. */
export function deliverySource(reach: DeliveryReach, filter: DeliveryFilter): Source {
  const bounds = rangeOf(filter)
  const matches: Prisma.Sql[] = []
  const { eventId, subscriptionId, ids } = filter
  if (ids !== undefined) bounds.push(Prisma.sql`d.id = any(${ids}::uuid[])`)
  if (eventId !== undefined) bounds.push(Prisma.sql`d.event_id = ${eventId}::uuid`)
  if (subscriptionId !== undefined) {
    bounds.push(Prisma.sql`d.subscription_id = ${subscriptionId}::uuid`)
    // Not a bound: it would invite the planner to the tenant's index.
    if (reach.tenantId !== null) matches.push(Prisma.sql`d.tenant_id = ${reach.tenantId}::uuid`)
  } else if (reach.tenantId !== null) bounds.push(Prisma.sql`d.tenant_id = ${reach.tenantId}::uuid`)
  if (reach.appId !== null) matches.push(Prisma.sql`d.app_id = ${reach.appId}::uuid`)
  if (filter.status !== undefined) matches.push(Prisma.raw(statusFilterSql[filter.status]))
  if (filter.type !== undefined) matches.push(Prisma.sql`d.event_type = ${filter.type}`)
  if (filter.error !== undefined) matches.push(Prisma.sql`d.last_error = ${filter.error}`)
  if (filter.code !== undefined) matches.push(Prisma.sql`d.last_code = ${filter.code}::int`)
  if (filter.codeClass !== undefined) matches.push(ofClass(filter.codeClass))
  if (filter.replayId !== undefined) matches.push(Prisma.sql`d.replay_id = ${filter.replayId}::uuid`)
  return { table: Prisma.sql`deliveries`, bounds, matches }
}

/** Dead letters, and test sends that failed, which are none. */
const failedSql = Prisma.sql`
  select delivery_id as id, tenant_id, app_id, subscription_id, event_type, error as last_error, code as last_code
    from dead_letters
  union all
  select id, tenant_id, app_id, subscription_id, event_type, last_error, last_code
    from deliveries where test and status = 'failed'`

/** Rows that failed as they come. */
function failedSource(reach: DeliveryReach, { status: _, replayId, ...filter }: DeliveryFilter): Source {
  const source = { ...deliverySource(reach, filter), table: Prisma.sql`(${failedSql})` }
  if (replayId === undefined) return source
  const ofReplay = Prisma.sql`exists (select from deliveries r where r.id = d.id and r.replay_id = ${replayId}::uuid)`
  return { ...source, matches: [...source.matches, ofReplay] }
}

/** What was never tried has neither a code nor an error. */
function ofClass(codeClass: CodeClass): Prisma.Sql {
  return codeClass === 'none'
    ? Prisma.sql`d.last_code is null and d.last_error is not null`
    : Prisma.sql`d.last_code / 100 = ${Number(codeClass[0])}::int`
}

/** The outstanding deliveries of a tenant or a subscription; null: more than can be sorted at once. */
async function outstandingIds(reach: DeliveryReach, filter: DeliveryFilter): Promise<string[] | null> {
  const lanes = [
    ...(filter.subscriptionId === undefined ? [] : [Prisma.sql`s.id = ${filter.subscriptionId}::uuid`]),
    ...(reach.tenantId === null ? [] : [Prisma.sql`s.tenant_id = ${reach.tenantId}::uuid`]),
    ...(reach.appId === null ? [] : [Prisma.sql`s.app_id = ${reach.appId}::uuid`]),
  ]
  const rows = await database().prisma.$queryRaw<{ id: string }[]>`
    select o.delivery_id as id
      from subscriptions s
      cross join lateral (select delivery_id from outstanding_deliveries
                           where subscription_id = s.id limit ${maxSorted + 1}) o
     where ${allOf(lanes)}
     limit ${maxSorted + 1}`
  return rows.length > maxSorted ? null : [...new Set(rows.map(({ id }) => id))]
}

/** What the filter says about `d.id` alone. */
function rangeOf({ from, until, eventId }: DeliveryFilter): Prisma.Sql[] {
  const around = eventId === undefined ? null : uuidsOfSameMillisecond(eventId)
  return [
    ...(around ? [Prisma.sql`${id} between ${around.first}::uuid and ${around.last}::uuid`] : []),
    ...(from === undefined ? [] : [Prisma.sql`${id} >= ${from}::uuid`]),
    ...(until === undefined ? [] : [Prisma.sql`${id} < ${until}::uuid`]),
  ]
}

async function scan(keyset: Keyset, source: Source): Promise<DeliveryPage> {
  const { prisma } = database()
  const bounds = [...source.bounds, ...beyond(keyset, id)]
  const inOrder = Prisma.sql`order by ${id} ${directionOf(keyset)}`
  const ordered = Prisma.sql`from ${source.table} d where ${allOf(bounds)} ${inOrder}`
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select ${id} as id from (select d.* ${ordered} limit ${scanBudget}) d
     where ${allOf(source.matches)} ${inOrder} limit ${keyset.take}`
  const ids = rows.map((row) => row.id)
  if (ids.length === keyset.take || source.matches.length === 0) return { ids, scannedTo: null }
  const [edge] = await prisma.$queryRaw<{ id: string }[]>`
    select ${id} as id ${ordered} offset ${scanBudget - 1} limit 1`
  return { ids, scannedTo: edge?.id ?? null }
}

/** Along the failed attempts. */
function scanAttempts(reach: DeliveryReach, keyset: Keyset, filter: DeliveryFilter, error: AttemptError) {
  const failed = Prisma.sql`
    select delivery_id as id, subscription_id from attempts
     where ${allOf([Prisma.sql`error = ${error}`, ...tenantOf(reach, filter), ...endedWithin(filter)])}`
  return scanAlong(failed, reach, keyset, filter)
}

/** Along everybody's outstanding deliveries, as many as there may be. */
function scanOutstanding(reach: DeliveryReach, keyset: Keyset, filter: DeliveryFilter) {
  const outstanding = Prisma.sql`select delivery_id as id, subscription_id from outstanding_deliveries`
  return scanAlong(outstanding, reach, keyset, filter)
}

/**
 * Along rows of deliveries (`id`, `subscription_id`), several of which may be of one. `offset 0` has the deliveries looked up one by
 * one, until the page is full: what is frequent costs no more than what is rare.
 */
async function scanAlong(
  rowsOfDeliveries: Prisma.Sql,
  reach: DeliveryReach,
  keyset: Keyset,
  filter: DeliveryFilter,
): Promise<DeliveryPage> {
  const { prisma } = database()
  const direction = directionOf(keyset)
  const ordered = Prisma.sql`
    from (${rowsOfDeliveries}) d
   where ${allOf([...rangeOf(filter), ...beyond(keyset, id)])} order by ${id} ${direction}`
  const { bounds, matches } = deliverySource(reach, filter)
  const owner =
    filter.subscriptionId === undefined ? [] : [Prisma.sql`d.subscription_id = ${filter.subscriptionId}::uuid`]
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select a.id
      from (select distinct on (d.id) d.id from (select d.* ${ordered} limit ${scanBudget}) d
             where ${allOf(owner)} order by ${id} ${direction}) a
     cross join lateral (select from deliveries d
                          where d.id = a.id and ${allOf([...bounds, ...matches])} offset 0) d
     order by a.id ${direction} limit ${keyset.take}`
  const ids = rows.map((row) => row.id)
  if (ids.length === keyset.take) return { ids, scannedTo: null }
  const [edge] = await prisma.$queryRaw<{ id: string }[]>`
    select ${id} as id ${ordered} offset ${scanBudget - 1} limit 1`
  return { ids, scannedTo: edge?.id ?? null }
}

/** An attempt's id is made within minutes of its end: that is what bounds the partitions to look at. */
const idSlackMs = 600_000

function endedWithin({ attemptFromMs: from, attemptUntilMs: until }: DeliveryFilter): Prisma.Sql[] {
  const endedMs = Prisma.sql`(extract(epoch from started_at) * 1000 + duration_ms)`
  return [
    ...(from === undefined
      ? []
      : [Prisma.sql`id >= ${firstUuidOf(from - idSlackMs)}::uuid`, Prisma.sql`${endedMs} >= ${from}`]),
    ...(until === undefined
      ? []
      : [Prisma.sql`id < ${firstUuidOf(until + idSlackMs)}::uuid`, Prisma.sql`${endedMs} < ${until}`]),
  ]
}

/** The one tenant whose attempts are walked along: nobody else's failures stand in the way. None: everybody's. */
function tenantOf(reach: DeliveryReach, { subscriptionId }: DeliveryFilter): Prisma.Sql[] {
  if (reach.tenantId !== null) return [Prisma.sql`tenant_id = ${reach.tenantId}::uuid`]
  if (subscriptionId === undefined) return []
  return [Prisma.sql`tenant_id = (select tenant_id from subscriptions where id = ${subscriptionId}::uuid)`]
}
