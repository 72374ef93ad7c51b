import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { changeToken } from '../webhook-site/remote-token.ts'
import { changeInboxState } from './change-inbox-state.ts'
import { changeInboxSettings, type InboxChange } from './inbox-settings.ts'
import { type InboxRow, type InboxSettings, updateInboxSettings } from './inbox-store.ts'
import { inboxView } from './inbox-view.ts'
import { siteOf } from './remote-side.ts'
import { requireInbox } from './require-inbox.ts'

/** Holds from the next request on. */
export async function updateInbox(actor: Actor, input: InboxChange & { id: string }): Promise<Inbox> {
  const { id, ...change } = input
  const row = await requireInbox(actor, id)
  const settings = await changeInboxSettings(actor, row.tenantId, row, change)
  if (row.kind === 'webhook_site') await changeRemote(actor, row, settings)
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

/** First there: where that fails nothing has changed. A new name is nothing to webhook.site. */
async function changeRemote(actor: Actor, row: InboxRow, to: InboxSettings): Promise<void> {
  const fields = ['status', 'delayMs', 'failRate', 'retryAfterSeconds'] as const
  if (fields.every((field) => row[field] === to[field])) return
  const site = siteOf(row)
  if (site === null) {
    throw new PostriderError('conflict', 'The operator turned off the webhook.site that keeps this inbox: use another.')
  }
  if (await changeToken(site, row.token, to)) return
  await changeInboxState(row, 'expired', actor)
  throw new PostriderError('conflict', `${site.url.host} does not keep this inbox any more: make another.`)
}
