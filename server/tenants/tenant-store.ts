import type { Prisma } from '../../prisma/generated/client.ts'
import { uuidOf } from '../contract/ids.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'

export interface TenantRow {
  id: string
  uid: string | null
  name: string
  publishRatePerSecond: number | null
  createdAt: Date
  updatedAt: Date
}

export interface TenantFields {
  uid: string | null
  name: string
  publishRatePerSecond: number | null
}

type Tx = Prisma.TransactionClient

const shown = { id: true, uid: true, name: true, publishRatePerSecond: true, createdAt: true, updatedAt: true } as const

/** `tenantId` null: every tenant may be found. */
function within(tenantId: string | null): Prisma.TenantWhereInput {
  return tenantId === null ? { deletedAt: null } : { deletedAt: null, id: tenantId }
}

function named(ref: string): Prisma.TenantWhereInput {
  const uuid = uuidOf('tenant', ref)
  return uuid === null ? { uid: ref } : { id: uuid }
}

/** The live tenant that an id or uid names, if the actor's tenant allows. */
export async function findTenant(tenantId: string | null, ref: string): Promise<TenantRow | null> {
  return database().prisma.tenant.findFirst({ where: { AND: [within(tenantId), named(ref)] }, select: shown })
}

/** The same, locked until the transaction ends, so that `before` in the audit entry is what the change replaced. */
export async function lockTenant(tx: Tx, tenantId: string | null, ref: string): Promise<TenantRow | null> {
  const found = await tx.tenant.findFirst({ where: { AND: [within(tenantId), named(ref)] }, select: { id: true } })
  if (!found) return null
  await tx.$executeRaw`select 1 from tenants where id = ${found.id}::uuid for update`
  return tx.tenant.findFirst({ where: { id: found.id, deletedAt: null }, select: shown })
}

export async function listTenantRows(tenantId: string | null, keyset: Keyset): Promise<TenantRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  return database().prisma.tenant.findMany({
    where: { AND: [within(tenantId), beyond] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
}

export async function insertTenant(tx: Tx, id: string, fields: TenantFields): Promise<TenantRow> {
  return tx.tenant.create({ data: { id, ...fields }, select: shown })
}

export async function updateTenantRow(tx: Tx, id: string, fields: Partial<TenantFields>): Promise<TenantRow> {
  return tx.tenant.update({ where: { id }, data: fields, select: shown })
}

/** With everything that hangs on it: its keys stop, its apps and subscriptions are deleted. */
export async function markTenantDeleted(tx: Tx, id: string): Promise<void> {
  const deletedAt = new Date(clock.now())
  await tx.apiKey.updateMany({ where: { tenantId: id, revokedAt: null }, data: { revokedAt: deletedAt } })
  await tx.subscription.updateMany({ where: { tenantId: id, deletedAt: null }, data: { deletedAt } })
  await tx.app.updateMany({ where: { tenantId: id, deletedAt: null }, data: { deletedAt } })
  await tx.tenant.update({ where: { id }, data: { deletedAt } })
}
