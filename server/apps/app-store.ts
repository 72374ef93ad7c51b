import type { Prisma } from '../../prisma/generated/client.ts'
import { uuidOf } from '../contract/ids.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'
import { nameOrUidHas } from '../platform/like-literal.ts'

export interface AppRow {
  id: string
  tenantId: string
  uid: string | null
  name: string
  createdAt: Date
  updatedAt: Date
}

/** Whose apps may be seen; null: all. */
export interface AppScope {
  tenantId: string | null
  appId: string | null
}

type Tx = Prisma.TransactionClient

const shown = { id: true, tenantId: true, uid: true, name: true, createdAt: true, updatedAt: true } as const

function within(scope: AppScope): Prisma.AppWhereInput {
  return {
    deletedAt: null,
    tenant: { deletedAt: null },
    ...(scope.tenantId === null ? {} : { tenantId: scope.tenantId }),
    ...(scope.appId === null ? {} : { id: scope.appId }),
  }
}

function named(ref: string): Prisma.AppWhereInput {
  const uuid = uuidOf('app', ref)
  return uuid === null ? { uid: ref } : { id: uuid }
}

/** The live apps that an id or uid names: at most two, so that the caller sees when a uid alone is not enough. */
export async function findApps(scope: AppScope, ref: string): Promise<AppRow[]> {
  return database().prisma.app.findMany({ where: { AND: [within(scope), named(ref)] }, select: shown, take: 2 })
}

/** The row as it is now, locked until the transaction ends; null when it was deleted meanwhile. */
export async function lockApp(tx: Tx, tenantId: string, id: string): Promise<AppRow | null> {
  await tx.$executeRaw`select 1 from apps where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`
  return tx.app.findFirst({ where: { id, tenantId, deletedAt: null }, select: shown })
}

export async function listAppRows(scope: AppScope, keyset: Keyset, search?: string): Promise<AppRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  return database().prisma.app.findMany({
    where: { AND: [within(scope), beyond, search === undefined ? {} : nameOrUidHas(search)] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
}

export async function insertApp(
  tx: Tx,
  tenantId: string,
  app: { id: string; uid: string | null; name: string },
): Promise<AppRow> {
  return tx.app.create({ data: { ...app, tenantId }, select: shown })
}

export async function updateAppRow(
  tx: Tx,
  tenantId: string,
  id: string,
  fields: { uid?: string | null | undefined; name?: string | undefined },
): Promise<AppRow> {
  return tx.app.update({ where: { tenantId_id: { tenantId, id } }, data: fields, select: shown })
}

/** With its keys and subscriptions. */
export async function markAppDeleted(tx: Tx, tenantId: string, id: string): Promise<void> {
  const deletedAt = new Date(clock.now())
  await tx.apiKey.updateMany({ where: { tenantId, appId: id, revokedAt: null }, data: { revokedAt: deletedAt } })
  await tx.subscription.updateMany({ where: { tenantId, appId: id, deletedAt: null }, data: { deletedAt } })
  await tx.app.update({ where: { tenantId_id: { tenantId, id } }, data: { deletedAt } })
}
