import type { Actor } from '../platform/actor.ts'
import { clearToken } from '../webhook-site/remote-token.ts'
import { changeInboxState } from './change-inbox-state.ts'
import { deleteRequests } from './inbox-request-store.ts'
import { siteOf } from './remote-side.ts'
import { requireInbox } from './require-inbox.ts'

/** Deletes what arrived so far, here and at webhook.site, where one that was full takes requests again. */
export async function clearInbox(actor: Actor, input: { id: string }): Promise<void> {
  const row = await requireInbox(actor, input.id)
  const site = siteOf(row)
  if (site) await changeInboxState(row, (await clearToken(site, row.token)) ? 'active' : 'expired', actor)
  await deleteRequests(row.tenantId, row.id)
}
