import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound, PostriderError } from '../contract/errors.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { insertKey, lockKey, markKeyReplaced } from './api-key-store.ts'
import { apiKeyView } from './api-key-view.ts'
import { hashKey, issueKey, keyHint } from './key-format.ts'
import { requireOwnScopes } from './key-rights.ts'

/** A new key with the rights of the old one, which works for `overlap_seconds` more. */
export async function rotateKey(actor: Actor, input: Input<'rotateKey'>): Promise<Output<'rotateKey'>> {
  const uuid = uuidOf('apiKey', input.id)
  if (uuid === null) throw notFound('key', input.id)
  const id = newUuid()
  const key = issueKey(id)
  return database().prisma.$transaction(async (tx) => {
    const old = await lockKey(tx, actor, uuid)
    if (!old) throw notFound('key', input.id)
    // Otherwise rotating would be a way to get a key with more rights than one's own.
    requireOwnScopes(actor, old.scopes)
    const overlapUntil = new Date(clock.now() + input.overlap_seconds * 1000)
    if (old.expiresAt && old.expiresAt.getTime() <= clock.now()) {
      throw new PostriderError('conflict', 'The key has expired. Create a new one.')
    }
    // It has the expiry of its overlap by now: another key would end with it.
    if (old.successorId) {
      const successor = toId('apiKey', old.successorId)
      throw new PostriderError(
        'conflict',
        `The key was replaced by ${successor}. Rotate that one, or create a new key.`,
      )
    }
    const { lastUsedAt: _, createdAt: __, successorId: ___, ...rights } = old
    const row = await insertKey(tx, { ...rights, id, hint: keyHint(key), secretHash: hashKey(key) })
    const expiresAt = old.expiresAt && old.expiresAt < overlapUntil ? old.expiresAt : overlapUntil
    await markKeyReplaced(tx, old.id, { successorId: id, expiresAt })
    const after = apiKeyView(row)
    await recordAuditEntry(tx, actor, {
      action: 'key.rotate',
      targetKind: 'key',
      targetId: input.id,
      tenantId: old.tenantId,
      before: apiKeyView(old),
      after: { ...after, old_key_expires_at: expiresAt.toISOString() },
    })
    await announceChange(tx, old.id)
    return { ...after, key }
  })
}
