import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import type { Inbox } from '../contract/inbox.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { updateInboxState } from './inbox-state-store.ts'

/** Says of an inbox at webhook.site (uuids) whether it still takes requests. */
export async function changeInboxState(
  inbox: { tenantId: string; id: string },
  state: Inbox['state'],
  actor: Actor = systemActor,
): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    if (!(await updateInboxState(tx, inbox.tenantId, inbox.id, state))) return
    await recordAuditEntry(tx, actor, {
      action: 'inbox.update',
      targetKind: 'inbox',
      targetId: toId('inbox', inbox.id),
      tenantId: inbox.tenantId,
      after: { state },
    })
  })
}
