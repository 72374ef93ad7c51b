import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { scopes } from '../contract/scopes.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { insertKey, isAnyOperatorKey, isKeyTaken, lockKeys } from './api-key-store.ts'
import { hashKey, issueKey, keyHint, keyUuid } from './key-format.ts'

/**
 * Sees to it that an operator can use the API. Without `plain` the first start makes a key and returns it; later starts
 * return null, because only the hash is kept. With `plain` (POSTRIDER_INIT_OPERATOR_KEY, 32 or more characters that begin
 * `pt_`) that key is made to exist; one that was revoked stays revoked. Safe when several processes start at once.
 */
export async function ensureOperatorKey(plain?: string): Promise<{ key: string | null; created: boolean }> {
  const madeUpId = plain === undefined ? null : keyUuid(plain)
  if (plain !== undefined && madeUpId === null) {
    throw new Error('POSTRIDER_INIT_OPERATOR_KEY must be pt_ and 29 to 253 printable ASCII characters without spaces.')
  }
  return database().prisma.$transaction(async (tx) => {
    await lockKeys(tx)
    const isThere = madeUpId === null ? await isAnyOperatorKey(tx) : await isKeyTaken(tx, madeUpId)
    if (isThere) return { key: plain ?? null, created: false }
    const id = madeUpId ?? newUuid()
    const key = plain ?? issueKey(id)
    const row = await insertKey(tx, {
      id,
      tenantId: null,
      appId: null,
      name: 'First operator key',
      hint: keyHint(key),
      secretHash: hashKey(key),
      scopes: [...scopes],
      expiresAt: null,
      allowedIps: [],
      requireSignature: false,
      publishRatePerSecond: null,
    })
    await recordAuditEntry(tx, systemActor, {
      action: 'key.create',
      targetKind: 'key',
      targetId: toId('apiKey', row.id),
      tenantId: null,
      after: { name: row.name, scopes: row.scopes },
    })
    return { key, created: true }
  })
}
