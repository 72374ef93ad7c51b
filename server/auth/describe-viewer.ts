import { toId } from '../contract/ids.ts'
import type { PortalViewer } from '../contract/portal-viewer.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { webhookSite } from '../webhook-site/webhook-site.ts'
import type { EmbeddedViewer } from './embedded-viewer.ts'
import { findCredentials } from './user-store.ts'
import { actingMembership, type Viewer } from './viewer.ts'

/** The signed-in person as the portal shows them, with the role and scopes that hold for what they look at. */
export async function describeViewer(actor: Actor, viewer: Viewer | EmbeddedViewer): Promise<PortalViewer> {
  if (viewer.kind === 'embedded') return describeEmbedded(actor, viewer.session)
  const credentials = await findCredentials(database().prisma, viewer.email)
  const membership = actingMembership(viewer, actor.tenantId)
  return {
    id: toId('user', viewer.userId),
    name: viewer.name,
    email: viewer.email,
    role: membership?.role ?? 'viewer',
    tenant: actor.tenantId && toId('tenant', actor.tenantId),
    scopes: [...actor.scopes],
    has_password: credentials?.passwordHash != null,
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
    has_password: false,
    webhook_site: webhookSite()?.url.host ?? null,
    embedded: { return_url: session.returnUrl, theme: session.tenant.portalTheme },
  }
}
