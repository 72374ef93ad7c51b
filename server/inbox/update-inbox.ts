import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { changeInboxSettings, type InboxChange } from './inbox-settings.ts'
import { updateInboxSettings } from './inbox-store.ts'
import { inboxView } from './inbox-view.ts'
import { requireInbox } from './require-inbox.ts'

/** Holds from the next request on. */
export async function updateInbox(actor: Actor, input: InboxChange & { id: string }): Promise<Inbox> {
  const { id, ...change } = input
  const row = await requireInbox(actor, id)
  const settings = await changeInboxSettings(actor, row.tenantId, row, change)
  await database().prisma.$transaction(async (tx) => {
    await updateInboxSettings(tx, row.tenantId, row.id, settings)
    await recordAuditEntry(tx, actor, {
      action: 'inbox.update',
      targetKind: 'inbox',
      targetId: id,
      tenantId: row.tenantId,
      after: change,
    })
  })
  return inboxView(await requireInbox(actor, id))
}
