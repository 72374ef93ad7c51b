import { toId } from '../contract/ids.ts'
import type { PortalViewer } from '../contract/portal-viewer.ts'
import type { Actor } from '../platform/actor.ts'
import { webhookSite } from '../webhook-site/webhook-site.ts'
import type { EmbeddedViewer } from './embedded-viewer.ts'
import { actingMembership, type Viewer } from './viewer.ts'

/** The signed-in person as the portal shows them, with the role and scopes that hold for what they look at. */
export async function describeViewer(actor: Actor, viewer: Viewer | EmbeddedViewer): Promise<PortalViewer> {
  if (viewer.kind === 'embedded') return describeEmbedded(actor, viewer.session)
  const membership = actingMembership(viewer, actor.tenantId)
  return {
    id: toId('user', viewer.userId),
    name: viewer.name,
    email: viewer.email,
    role: membership?.role ?? 'viewer',
    tenant: actor.tenantId && toId('tenant', actor.tenantId),
    scopes: [...actor.scopes],
    webhook_site: webhookSite()?.url.host ?? null,
    embedded: null,
  }
}

function describeEmbedded(actor: Actor, session: EmbeddedViewer['session']): PortalViewer {
  return {
    id: toId('portalSession', session.id),
    name: session.tenant.name,
    email: '',
    role: 'viewer',
    tenant: toId('tenant', session.tenantId),
    scopes: [...actor.scopes],
    webhook_site: webhookSite()?.url.host ?? null,
    embedded: { return_url: session.returnUrl, theme: session.tenant.portalTheme },
  }
}
