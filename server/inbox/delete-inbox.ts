import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { deleteInboxRow } from './inbox-store.ts'
import { requireInbox } from './require-inbox.ts'

/** With all its requests; what webhook.site keeps of it a worker deletes there. Whoever still sends there gets 404. */
export async function deleteInbox(actor: Actor, input: { id: string }): Promise<void> {
  const row = await requireInbox(actor, input.id)
  await database().prisma.$transaction(async (tx) => {
    await deleteInboxRow(tx, row.tenantId, row.id)
    await recordAuditEntry(tx, actor, {
      action: 'inbox.delete',
      targetKind: 'inbox',
      targetId: input.id,
      tenantId: row.tenantId,
      before: { name: row.name },
    })
  })
}
