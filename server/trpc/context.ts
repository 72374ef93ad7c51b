import { cookieValue } from '../auth/session-cookie.ts'
import { actorOf, type Viewer } from '../auth/viewer.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'

/** The tenant a person looks at; a preference, not a right: memberships decide what it may be. */
export const tenantCookieName = 'postrider-tenant'

/** What every procedure gets. `viewer` and `actor` are null when nobody is signed in. */
export interface PortalContext {
  viewer: Viewer | null
  actor: Actor | null
  requestId: string | null
  cookieHeader: string | null
}

export function createPortalContext(request: {
  viewer: Viewer | null
  cookieHeader: string | null
  ip: string | null
  requestId: string | null
}): PortalContext {
  const chosenTenantId = uuidOf('tenant', cookieValue(request.cookieHeader, tenantCookieName) ?? '')
  const { viewer, requestId, cookieHeader } = request
  return {
    viewer,
    actor: viewer && actorOf(viewer, { chosenTenantId, ip: request.ip, requestId }),
    requestId,
    cookieHeader,
  }
}
