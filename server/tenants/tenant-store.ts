import { Prisma } from '../../prisma/generated/client.ts'
import { uuidOf } from '../contract/ids.ts'
import type { PortalTheme } from '../contract/portal-theme.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { nameOrUidHas } from '../platform/like-literal.ts'

export interface TenantRow extends TenantFields {
  id: string
  createdAt: Date
  updatedAt: Date
}

export interface TenantFields {
  uid: string | null
  name: string
  publishRatePerSecond: number | null
  ipAllow: string[]
  ipDeny: string[]
  frameAncestors: string[]
  portalTheme: PortalTheme | null
}

type Tx = Prisma.TransactionClient

const shown = {
  id: true,
  uid: true,
  name: true,
  publishRatePerSecond: true,
  ipAllow: true,
  ipDeny: true,
  frameAncestors: true,
  portalTheme: true,
  createdAt: true,
  updatedAt: true,
} as const

type StoredTenant = Prisma.TenantGetPayload<{ select: typeof shown }>

function toRow(stored: StoredTenant): TenantRow
function toRow(stored: StoredTenant | null): TenantRow | null
function toRow(stored: StoredTenant | null): TenantRow | null {
  return stored && { ...stored, portalTheme: stored.portalTheme as PortalTheme | null }
}

/** A null in a JSON column is either SQL's or JSON's, and Prisma wants to know which. */
function toColumns<Fields extends Partial<TenantFields>>({ portalTheme, ...columns }: Fields) {
  if (portalTheme === undefined) return columns
  return { ...columns, portalTheme: portalTheme ?? Prisma.DbNull }
}

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
  const where = { AND: [within(tenantId), named(ref)] }
  return toRow(await database().prisma.tenant.findFirst({ where, select: shown }))
}

/** The same, locked until the transaction ends, so that `before` in the audit entry is what the change replaced. */
export async function lockTenant(tx: Tx, tenantId: string | null, ref: string): Promise<TenantRow | null> {
  const found = await tx.tenant.findFirst({ where: { AND: [within(tenantId), named(ref)] }, select: { id: true } })
  if (!found) return null
  await tx.$executeRaw`select 1 from tenants where id = ${found.id}::uuid for update`
  return toRow(await tx.tenant.findFirst({ where: { id: found.id, deletedAt: null }, select: shown }))
}

/** Where the tenant's deliveries may go, beyond what the operator and each subscription say. */
export async function findTenantAddressLists(tx: Tx, tenantId: string): Promise<{ allow: string[]; deny: string[] }> {
  const row = await tx.tenant.findUnique({ where: { id: tenantId }, select: { ipAllow: true, ipDeny: true } })
  return { allow: row?.ipAllow ?? [], deny: row?.ipDeny ?? [] }
}

export async function listTenantRows(tenantId: string | null, keyset: Keyset, search?: string): Promise<TenantRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  const rows = await database().prisma.tenant.findMany({
    where: { AND: [within(tenantId), beyond, search === undefined ? {} : nameOrUidHas(search)] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
  return rows.map((row) => toRow(row))
}

export async function insertTenant(tx: Tx, id: string, fields: TenantFields): Promise<TenantRow> {
  return toRow(await tx.tenant.create({ data: { id, ...toColumns(fields) }, select: shown }))
}

export async function updateTenantRow(tx: Tx, id: string, fields: Partial<TenantFields>): Promise<TenantRow> {
  return toRow(await tx.tenant.update({ where: { id }, data: toColumns(fields), select: shown }))
}

/** With everything that hangs on it: its keys stop, its apps and subscriptions are deleted. */
export async function markTenantDeleted(tx: Tx, id: string): Promise<void> {
  const deletedAt = new Date(clock.now())
  await tx.apiKey.updateMany({ where: { tenantId: id, revokedAt: null }, data: { revokedAt: deletedAt } })
  await tx.subscription.updateMany({ where: { tenantId: id, deletedAt: null }, data: { deletedAt } })
  await tx.app.updateMany({ where: { tenantId: id, deletedAt: null }, data: { deletedAt } })
  await tx.tenant.update({ where: { id }, data: { deletedAt } })
}
