import type { Prisma } from '../../prisma/generated/client.ts'
import type { Scope } from '../contract/scopes.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import type { Keyset } from '../platform/keyset.ts'

export interface ApiKeyRow {
  id: string
  tenantId: string | null
  appId: string | null
  name: string
  hint: string
  scopes: Scope[]
  expiresAt: Date | null
  allowedIps: string[]
  requireSignature: boolean
  publishRatePerSecond: number | null
  /** The key that replaced it. */
  successorId: string | null
  lastUsedAt: Date | null
  createdAt: Date
}

/** Whose keys may be seen; null: all. */
export interface KeyScope {
  tenantId: string | null
  appId: string | null
}

export type NewKey = Omit<ApiKeyRow, 'lastUsedAt' | 'createdAt' | 'successorId'> & { secretHash: Buffer }

type Tx = Prisma.TransactionClient

const shown = {
  id: true,
  tenantId: true,
  appId: true,
  name: true,
  hint: true,
  scopes: true,
  expiresAt: true,
  allowedIps: true,
  requireSignature: true,
  publishRatePerSecond: true,
  successorId: true,
  lastUsedAt: true,
  createdAt: true,
} as const

function within(scope: KeyScope): Prisma.ApiKeyWhereInput {
  return {
    revokedAt: null,
    ...(scope.tenantId === null ? {} : { tenantId: scope.tenantId }),
    ...(scope.appId === null ? {} : { appId: scope.appId }),
  }
}

export async function insertKey(tx: Tx, key: NewKey): Promise<ApiKeyRow> {
  const row = await tx.apiKey.create({ data: { ...key, secretHash: new Uint8Array(key.secretHash) }, select: shown })
  return row as ApiKeyRow
}

/** A key that was revoked is gone for its owners. */
export async function findKey(scope: KeyScope, id: string): Promise<ApiKeyRow | null> {
  const row = await database().prisma.apiKey.findFirst({ where: { AND: [within(scope), { id }] }, select: shown })
  return row as ApiKeyRow | null
}

/** The same, locked until the transaction ends. */
export async function lockKey(tx: Tx, scope: KeyScope, id: string): Promise<ApiKeyRow | null> {
  await tx.$executeRaw`select 1 from api_keys where id = ${id}::uuid for update`
  const row = await tx.apiKey.findFirst({ where: { AND: [within(scope), { id }] }, select: shown })
  return row as ApiKeyRow | null
}

export async function listKeyRows(scope: KeyScope, keyset: Keyset): Promise<ApiKeyRow[]> {
  const isNewer = keyset.towards === 'newer'
  const beyond = keyset.at === null ? {} : { id: isNewer ? { gt: keyset.at } : { lt: keyset.at } }
  const rows = await database().prisma.apiKey.findMany({
    where: { AND: [within(scope), beyond] },
    orderBy: { id: isNewer ? 'asc' : 'desc' },
    take: keyset.take,
    select: shown,
  })
  return rows as ApiKeyRow[]
}

export async function markKeyRevoked(tx: Tx, id: string): Promise<void> {
  await tx.apiKey.update({ where: { id }, data: { revokedAt: new Date(clock.now()) } })
}

export async function markKeyReplaced(tx: Tx, id: string, by: { successorId: string; expiresAt: Date }): Promise<void> {
  await tx.apiKey.update({ where: { id }, data: by })
}

export async function isAnyOperatorKey(tx: Tx): Promise<boolean> {
  return (await tx.apiKey.findFirst({ where: { tenantId: null, revokedAt: null }, select: { id: true } })) !== null
}

/** True for a revoked key too: its id is used up. */
export async function isKeyTaken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.apiKey.findUnique({ where: { id }, select: { id: true } })) !== null
}

/** Several processes may look for the first key at once. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.$executeRaw`lock table api_keys in share row exclusive mode`
}
