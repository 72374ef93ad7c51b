import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Input } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { lockKey, markKeyRevoked } from './api-key-store.ts'
import { apiKeyView } from './api-key-view.ts'

/** It stops working in every process within two seconds. */
export async function revokeKey(actor: Actor, input: Input<'revokeKey'>): Promise<void> {
  const uuid = uuidOf('apiKey', input.id)
  if (uuid === null) throw notFound('key', input.id)
  await database().prisma.$transaction(async (tx) => {
    const row = await lockKey(tx, actor, uuid)
    if (!row) throw notFound('key', input.id)
    await markKeyRevoked(tx, row.id)
    await recordAuditEntry(tx, actor, {
      action: 'key.revoke',
      targetKind: 'key',
      targetId: input.id,
      tenantId: row.tenantId,
      before: apiKeyView(row),
    })
    await announceChange(tx, row.id)
  })
}
