import { PostriderError } from '../contract/errors.ts'
import { capturedRequest } from '../webhook-site/captured-request.ts'
import { readTokenRequests } from '../webhook-site/remote-token.ts'
import type { WebhookSite } from '../webhook-site/webhook-site.ts'
import { changeInboxState } from './change-inbox-state.ts'
import type { InboxRow } from './inbox-store.ts'
import { claimMirror, dropSurplus, knownRequests, mirrorRequest, recordMirror } from './mirror-store.ts'
import { siteOf } from './remote-side.ts'
import { storedRequest } from './stored-request.ts'

/** A burst larger than this between two looks shows its newest part. */
const maxPages = 4

/**
 * Copies what arrived at webhook.site since the last look, so that it is listed and judged as what arrives here. Does not throw
 * for webhook.site's faults: what was copied before is still shown, and the inbox says what is wrong.
 */
export async function mirrorRequests(inbox: InboxRow): Promise<void> {
  const site = siteOf(inbox)
  if (site === null || !(await claimMirror(inbox.tenantId, inbox.id))) return
  try {
    if (!(await copyNew(site, inbox))) await changeInboxState(inbox, 'expired')
    await recordMirror(inbox.tenantId, inbox.id, null)
  } catch (error) {
    if (!(error instanceof PostriderError)) throw error
    await recordMirror(inbox.tenantId, inbox.id, error.message)
  }
}

/** False: the token is over. */
async function copyNew(site: WebhookSite, { tenantId, id, token }: InboxRow): Promise<boolean> {
  const pages = []
  for (let number = 1; number <= maxPages; number++) {
    const page = await readTokenRequests(site, token, number)
    if (page === null) return false
    const found = page.requests.map((remote) => capturedRequest(id, remote))
    const known = await knownRequests(
      tenantId,
      id,
      found.map((request) => request.id),
    )
    pages.push(found.filter((request) => !known.has(request.id)))
    if (page.isLast || known.size > 0) break
  }
  // Oldest first: a copy that ends early leaves no gap that the next look would take for the end.
  for (const request of pages.flat().reverse()) {
    await mirrorRequest(tenantId, id, request.id, storedRequest(request))
  }
  await dropSurplus(tenantId, id)
  return true
}
