import { randomBytes } from 'node:crypto'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { Inbox, inboxOperations } from '../contract/inbox.ts'
import type { InputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { createToken } from '../webhook-site/remote-token.ts'
import { changeInboxSettings, defaultInboxSettings } from './inbox-settings.ts'
import { countInboxesLocked, type InboxRow, type InboxSettings, insertInbox, leaveToken } from './inbox-store.ts'
import { inboxView } from './inbox-view.ts'
import { remoteUrl, requireWebhookSite } from './remote-side.ts'
import { requireInbox } from './require-inbox.ts'

/** Each may hold 16 MiB of requests. */
const maxInboxesPerTenant = 50
/** Whoever knows it may send: 144 bits cannot be guessed. */
const tokenBytes = 18

/** A receiver of the tenant's own, ready at once, here or at webhook.site. */
export async function createInbox(actor: Actor, input: InputOf<typeof inboxOperations.createInbox>): Promise<Inbox> {
  const owner = await resolveOwner(actor, input)
  const settings = await changeInboxSettings(actor, owner.tenantId, defaultInboxSettings, input)
  const id = newUuid()
  const { kind, expires_in_seconds } = input
  const place = await placeOf(kind, settings)
  const insert = database().prisma.$transaction(async (tx) => {
    if ((await countInboxesLocked(tx, owner.tenantId)) >= maxInboxesPerTenant) {
      throw new PostriderError('conflict', `A tenant may have ${maxInboxesPerTenant} inboxes: delete one first.`)
    }
    await insertInbox(tx, owner, { ...settings, ...place, id, kind, expiresInSeconds: expires_in_seconds })
    await recordAuditEntry(tx, actor, {
      action: 'inbox.create',
      targetKind: 'inbox',
      targetId: toId('inbox', id),
      tenantId: owner.tenantId,
      after: { name: settings.name, kind, expires_in_seconds },
    })
  })
  await insert.catch(async (error: Error) => {
    // Not left behind where nobody would find it again.
    if (place.remoteUrl !== null) await leaveToken(place).catch(() => undefined)
    throw error
  })
  return inboxView(await requireInbox(actor, toId('inbox', id)))
}

async function placeOf(kind: Inbox['kind'], settings: InboxSettings): Promise<Pick<InboxRow, 'token' | 'remoteUrl'>> {
  if (kind === 'builtin') return { token: randomBytes(tokenBytes).toString('base64url'), remoteUrl: null }
  const site = requireWebhookSite()
  const token = await createToken(site, settings)
  return { token, remoteUrl: remoteUrl(site, token) }
}
