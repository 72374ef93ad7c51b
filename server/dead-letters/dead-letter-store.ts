import { Prisma } from '../../prisma/generated/client.ts'
import type { AttemptError } from '../contract/delivery.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { allOf, beyond, directionOf } from '../platform/keyset-sql.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { fingerprintOfRowSql } from './fingerprint-sql.ts'

/** Whose dead letters may be seen (uuids); null: all. */
export interface DeadLetterReach {
  tenantId: string | null
  appId: string | null
}

export interface DeadLetterRow {
  deliveryId: string
  eventId: string
  tenantId: string
  appId: string | null
  subscriptionId: string
  url: string
  subscriptionDeleted: boolean
  eventType: string
  cause: 'exhausted' | 'expired'
  code: number | null
  error: AttemptError | null
  attempts: number
  absent: boolean
  diedAt: Date
}

/** `from` (inclusive) and `until` are uuids that bound the delivery's id, and with it the time of the event. */
export interface DeadLetterFilter {
  subscriptionId?: string | undefined
  type?: string | undefined
  error?: string | undefined
  code?: number | undefined
  cause?: string | undefined
  fingerprint?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

/** A fingerprint is made of the last attempt, which has to be looked up for each: fewer are looked at. */
const scanBudgetOfFingerprint = scanBudget / 10

/** One page in the order of the keyset. `scannedTo`: see scanBudget. */
export async function findDeadLetterRows(
  reach: DeadLetterReach,
  keyset: Keyset,
  filter: DeadLetterFilter,
): Promise<{ rows: DeadLetterRow[]; scannedTo: string | null }> {
  const { prisma } = database()
  const bounds = beyond(keyset, Prisma.sql`x.delivery_id`)
  const matches: Prisma.Sql[] = []
  if (filter.subscriptionId !== undefined) bounds.push(Prisma.sql`x.subscription_id = ${filter.subscriptionId}::uuid`)
  if (reach.tenantId !== null) {
    const ofTenant = Prisma.sql`x.tenant_id = ${reach.tenantId}::uuid`
    if (filter.subscriptionId === undefined) bounds.push(ofTenant)
    else matches.push(ofTenant)
  }
  if (filter.from !== undefined) bounds.push(Prisma.sql`x.delivery_id >= ${filter.from}::uuid`)
  if (filter.until !== undefined) bounds.push(Prisma.sql`x.delivery_id < ${filter.until}::uuid`)
  if (reach.appId !== null) matches.push(Prisma.sql`x.app_id = ${reach.appId}::uuid`)
  if (filter.type !== undefined) matches.push(Prisma.sql`x.event_type = ${filter.type}`)
  if (filter.error !== undefined) matches.push(Prisma.sql`x.error = ${filter.error}`)
  if (filter.code !== undefined) matches.push(Prisma.sql`x.code = ${filter.code}::int`)
  if (filter.cause !== undefined) matches.push(Prisma.sql`x.cause = ${filter.cause}`)
  if (filter.fingerprint !== undefined) {
    matches.push(Prisma.sql`${Prisma.raw(fingerprintOfRowSql)} = ${filter.fingerprint}`)
  }
  const budget = filter.fingerprint === undefined ? scanBudget : scanBudgetOfFingerprint
  const inOrder = Prisma.sql`order by x.delivery_id ${directionOf(keyset)}`
  const ordered = Prisma.sql`from dead_letters x where ${allOf(bounds)} ${inOrder}`
  const rows = await prisma.$queryRaw<DeadLetterRow[]>`
    select x.delivery_id as "deliveryId", x.event_id as "eventId", x.tenant_id as "tenantId", x.app_id as "appId",
           x.subscription_id as "subscriptionId", s.url, s.deleted_at is not null as "subscriptionDeleted", x.event_type as "eventType", x.cause, x.code, x.error,
           coalesce(d.attempts, 0) as attempts, x.absent, x.died_at as "diedAt"
      from (select * from (select x.* ${ordered} limit ${budget}) x where ${allOf(matches)} ${inOrder} limit ${keyset.take}) x
      join subscriptions s on s.id = x.subscription_id
      left join lateral (select attempts from deliveries where id = x.delivery_id) d on true
     ${inOrder}`
  if (rows.length === keyset.take || matches.length === 0) return { rows, scannedTo: null }
  const [edge] = await prisma.$queryRaw<{ id: string }[]>`
    select x.delivery_id as id ${ordered} offset ${budget - 1} limit 1`
  return { rows, scannedTo: edge?.id ?? null }
}
