import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { database } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { seal, sealingKeyId, unseal } from '../platform/sealing.ts'
import { newUuid } from '../platform/uuid.ts'

export interface LiveSecret {
  id: string
  secret: string
  createdAt: Date
  /** null: until it is rotated. */
  expiresAt: Date | null
}

type Tx = Prisma.TransactionClient

/** What a sealed secret is bound to (server/platform/sealing.ts). Ids are uuids. */
export function secretBoundTo(tenantId: string, secretId: string): string {
  return `subscription_secrets/${tenantId}/${secretId}`
}

export async function insertSecret(tx: Tx, tenantId: string, subscriptionId: string, secret: string): Promise<void> {
  const id = newUuid()
  const sealed = seal(secret, secretBoundTo(tenantId, id))
  await tx.subscriptionSecret.create({ data: { id, tenantId, subscriptionId, sealed } })
}

/** The secrets that sign now, newest first. Throws `unavailable` where this process lacks the key that seals one. */
export async function findLiveSecrets(tx: Tx, tenantId: string, subscriptionId: string): Promise<LiveSecret[]> {
  const rows = await tx.$queryRaw<{ id: string; sealed: Uint8Array; createdAt: Date; expiresAt: Date | null }[]>`
    select id, sealed, created_at as "createdAt", expires_at as "expiresAt"
      from subscription_secrets
     where tenant_id = ${tenantId}::uuid and subscription_id = ${subscriptionId}::uuid
       and (expires_at is null or expires_at > now())
     order by created_at desc, id desc`
  return rows.map(({ sealed, ...row }) => ({ ...row, secret: readable(sealed, secretBoundTo(tenantId, row.id)) }))
}

function readable(sealed: Uint8Array, boundTo: string): string {
  try {
    return unseal(sealed, boundTo)
  } catch (error) {
    logger.error({ error }, 'a secret cannot be read')
    throw new PostriderError(
      'unavailable',
      'This process cannot read the secret: it lacks the key that seals it. An operator has to give all processes the same sealing keys and restart them.',
    )
  }
}

export type SecretDates = Pick<LiveSecret, 'createdAt' | 'expiresAt'>

/** When the secrets that sign now began and end, newest first; the secrets themselves stay sealed. */
export function findSecretDates(tenantId: string, subscriptionId: string): Promise<SecretDates[]> {
  return database().prisma.$queryRaw<SecretDates[]>`
    select created_at as "createdAt", expires_at as "expiresAt"
      from subscription_secrets
     where tenant_id = ${tenantId}::uuid and subscription_id = ${subscriptionId}::uuid
       and (expires_at is null or expires_at > now())
     order by created_at desc, id desc`
}

/** Lets every secret end after `overlapSeconds`, unless it ends before; removes those that have ended. */
export async function endSecrets(
  tx: Tx,
  tenantId: string,
  subscriptionId: string,
  overlapSeconds: number,
): Promise<Date | null> {
  const ending = await tx.$queryRaw<{ expiresAt: Date }[]>`
    update subscription_secrets
       set expires_at = least(expires_at, now() + make_interval(secs => ${overlapSeconds}))
     where tenant_id = ${tenantId}::uuid and subscription_id = ${subscriptionId}::uuid
    returning expires_at as "expiresAt"`
  await tx.$executeRaw`
    delete from subscription_secrets
     where tenant_id = ${tenantId}::uuid and subscription_id = ${subscriptionId}::uuid and expires_at <= now()`
  if (overlapSeconds === 0) return null
  return ending.map(({ expiresAt }) => expiresAt).reduce<Date | null>((a, b) => (a && a > b ? a : b), null)
}

/**
 * Seals the next `chunk` secrets of all tenants, in order of id after `after`, with the key `keyId` where they are not
 * yet. `last`: where to go on; null: there are no more.
 */
export async function resealSecretRows(from: {
  after: string | null
  chunk: number
  keyId: string
}): Promise<{ last: string | null; resealed: number }> {
  return database().prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; tenantId: string; sealed: Uint8Array }[]>`
      select id, tenant_id as "tenantId", sealed from subscription_secrets
       where ${from.after}::uuid is null or id > ${from.after}::uuid
       order by id limit ${from.chunk} for update`
    const older = rows.filter(({ sealed }) => sealingKeyId(sealed) !== from.keyId)
    for (const { id, tenantId, sealed } of older) {
      const boundTo = secretBoundTo(tenantId, id)
      await tx.subscriptionSecret.update({ where: { id }, data: { sealed: seal(unseal(sealed, boundTo), boundTo) } })
    }
    return { last: rows.length < from.chunk ? null : (rows.at(-1)?.id ?? null), resealed: older.length }
  })
}
