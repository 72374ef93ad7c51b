import { toId } from '../contract/ids.ts'
import type { PortalSession } from '../contract/portal-session.ts'
import type { EmbeddedSessionRow } from './embedded-session-store.ts'

export function portalSessionView(row: EmbeddedSessionRow): PortalSession {
  return {
    id: toId('portalSession', row.id),
    tenant: toId('tenant', row.tenantId),
    app: row.appId && toId('app', row.appId),
    capabilities: row.capabilities,
    return_url: row.returnUrl,
    entered: row.tokenHash !== null,
    expires_at: row.expiresAt.toISOString(),
    created_at: row.createdAt.toISOString(),
  }
}
