import { toId } from '../contract/ids.ts'
import type { PortalViewer } from '../contract/portal-viewer.ts'
import type { Actor } from '../platform/actor.ts'
import { actingMembership, type Viewer } from './viewer.ts'

/** The signed-in person as the portal shows them, with the role and scopes that hold for what they look at. */
export async function describeViewer(actor: Actor, viewer: Viewer): Promise<PortalViewer> {
  const membership = actingMembership(viewer, actor.tenantId)
  return {
    id: toId('user', viewer.userId),
    name: viewer.name,
    email: viewer.email,
    role: membership?.role ?? 'viewer',
    tenant: actor.tenantId && toId('tenant', actor.tenantId),
    scopes: [...actor.scopes],
  }
}
