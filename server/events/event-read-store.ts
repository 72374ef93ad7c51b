import { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { isOfEventSql } from '../platform/event-delivery-sql.ts'
import type { Keyset } from '../platform/keyset.ts'
import { allOf, beyond, directionOf } from '../platform/keyset-sql.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { isMarkedTest } from './test-mark-store.ts'

/** Whose events may be seen (uuids); null: all. With an app: those that one of its subscriptions got. */
export interface EventReach {
  tenantId: string | null
  appId: string | null
}

export interface EventRow {
  id: string
  tenantId: string
  type: string
  version: string
  occurredAt: Date
  correlationId: string | null
  idempotencyKey: string | null
  test: boolean
  deliveries: number
}

export interface EventDetailRow extends EventRow {
  body: Uint8Array
  /** Ids are uuids. */
  skipped: { subscription: string; reason: 'no_match' | 'filter' | 'disabled' }[] | null
  warnings: { pointer: string; message: string }[] | null
}

/** `from` (inclusive) and `until` are uuids that bound the id, and with it the time of acceptance. */
export interface EventFilter {
  type?: string | undefined
  /** `eventId`: the uuid where the text is the public id of an event. */
  correlation?: { text: string; eventId: string | null } | undefined
  idempotencyKey?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

/** Each event that an app has to be looked up for costs a probe of its deliveries: fewer are looked at. */
const scanBudgetOfApp = scanBudget / 10

const columns = Prisma.sql`
  e.id, e.tenant_id as "tenantId", e.type, e.version, e.occurred_at as "occurredAt",
  e.correlation_id as "correlationId", e.idempotency_key as "idempotencyKey", ${isMarkedTest} as test, e.deliveries`

function gotByApp(appId: string): Prisma.Sql {
  return Prisma.sql`exists (select from deliveries d where ${isOfEventSql} and d.app_id = ${appId}::uuid)`
}

/** One page in the order of the keyset. `scannedTo`: see scanBudget. */
export async function findEventRows(
  reach: EventReach,
  keyset: Keyset,
  filter: EventFilter,
): Promise<{ rows: EventRow[]; scannedTo: string | null }> {
  const { prisma } = database()
  const bounds = beyond(keyset, Prisma.sql`e.id`)
  const matches: Prisma.Sql[] = []
  if (reach.tenantId !== null) bounds.push(Prisma.sql`e.tenant_id = ${reach.tenantId}::uuid`)
  if (filter.correlation !== undefined) bounds.push(correlatedWith(filter.correlation))
  if (filter.from !== undefined) bounds.push(Prisma.sql`e.id >= ${filter.from}::uuid`)
  if (filter.until !== undefined) bounds.push(Prisma.sql`e.id < ${filter.until}::uuid`)
  if (filter.type !== undefined) matches.push(Prisma.sql`e.type = ${filter.type}`)
  if (filter.idempotencyKey !== undefined) matches.push(Prisma.sql`e.idempotency_key = ${filter.idempotencyKey}`)
  if (reach.appId !== null) matches.push(gotByApp(reach.appId))
  const budget = reach.appId === null ? scanBudget : scanBudgetOfApp
  const inOrder = Prisma.sql`order by e.id ${directionOf(keyset)}`
  const ordered = Prisma.sql`from events e where ${allOf(bounds)} ${inOrder}`
  const rows = await prisma.$queryRaw<EventRow[]>`
    select ${columns} from (select e.* ${ordered} limit ${budget}) e
     where ${allOf(matches)} ${inOrder} limit ${keyset.take}`
  if (rows.length === keyset.take || matches.length === 0) return { rows, scannedTo: null }
  const [edge] = await prisma.$queryRaw<{ id: string }[]>`select e.id ${ordered} offset ${budget - 1} limit 1`
  return { rows, scannedTo: edge?.id ?? null }
}

/** An event without a correlation id of its own goes by its id. */
function correlatedWith(id: { text: string; eventId: string | null }): Prisma.Sql {
  const given = Prisma.sql`e.correlation_id = ${id.text}`
  if (id.eventId === null) return given
  return Prisma.sql`(${given} or (e.id = ${id.eventId}::uuid and e.correlation_id is null))`
}

function within({ tenantId, appId }: EventReach): Prisma.Sql {
  return Prisma.sql`true
    ${tenantId === null ? Prisma.empty : Prisma.sql`and e.tenant_id = ${tenantId}::uuid`}
    ${appId === null ? Prisma.empty : Prisma.sql`and ${gotByApp(appId)}`}`
}

export async function isEventKnown(reach: EventReach, id: string): Promise<boolean> {
  const rows = await database().prisma.$queryRaw<unknown[]>`
    select 1 from events e where e.id = ${id}::uuid and ${within(reach)}`
  return rows.length > 0
}

/** With an app, `skipped` tells of its own subscriptions only. */
export async function findEventDetailRow(reach: EventReach, id: string): Promise<EventDetailRow | null> {
  const { prisma } = database()
  const [row] = await prisma.$queryRaw<EventDetailRow[]>`
    select ${columns}, e.body, e.skipped, e.warnings from events e where e.id = ${id}::uuid and ${within(reach)}`
  if (!row || reach.appId === null || !row.skipped) return row ?? null
  const ids = row.skipped.map(({ subscription }) => subscription)
  const own = await prisma.subscription.findMany({
    where: { id: { in: ids }, tenantId: row.tenantId, appId: reach.appId },
    select: { id: true },
  })
  const seen = new Set(own.map((subscription) => subscription.id))
  return { ...row, skipped: row.skipped.filter(({ subscription }) => seen.has(subscription)) }
}

/** Bodies as they were accepted, of those of the events (uuids) that are still there. */
export async function readEventBodies(tenantId: string, ids: string[]): Promise<{ id: string; body: Uint8Array }[]> {
  return database().prisma.$queryRaw`
    select id, body from events where id = any(${ids}::uuid[]) and tenant_id = ${tenantId}::uuid`
}
