import { actorOfEmbedded, type EmbeddedViewer } from '../auth/embedded-viewer.ts'
import { cookieValue } from '../auth/session-cookie.ts'
import { actorOf, type Viewer } from '../auth/viewer.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'

/** The tenant a person looks at; a preference, not a right: memberships decide what it may be. */
export const tenantCookieName = 'postrider-tenant'

/** What every procedure gets. `viewer` and `actor` are null when nobody is signed in. */
export interface PortalContext {
  viewer: Viewer | EmbeddedViewer | null
  actor: Actor | null
  requestId: string | null
  cookieHeader: string | null
  /** Sent an API key along, which opens nothing here. */
  hasApiKey: boolean
}

export function createPortalContext(request: {
  viewer: Viewer | EmbeddedViewer | null
  cookieHeader: string | null
  ip: string | null
  requestId: string | null
  authorization?: string | null
}): PortalContext {
  const { viewer, ip, requestId, cookieHeader } = request
  const chosenTenantId = uuidOf('tenant', cookieValue(cookieHeader, tenantCookieName) ?? '')
  const actor =
    viewer?.kind === 'embedded'
      ? actorOfEmbedded(viewer, { ip, requestId })
      : viewer && actorOf(viewer, { chosenTenantId, ip, requestId })
  const hasApiKey = /^bearer pt_/i.test(request.authorization ?? '')
  return { viewer, actor, requestId, cookieHeader, hasApiKey }
}
