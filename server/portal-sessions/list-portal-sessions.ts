import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listEmbeddedSessionRows } from './embedded-session-store.ts'
import { portalSessionView } from './portal-session-view.ts'

/** Newest first, without those that have ended. */
export async function listPortalSessions(
  actor: Actor,
  input: Input<'listPortalSessions'>,
): Promise<Output<'listPortalSessions'>> {
  const keyset = readKeyset('portal_sessions', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listEmbeddedSessionRows({ tenantId, appId: actor.appId }, keyset)
  return toPage(keyset, rows, (row) => row.id, portalSessionView)
}
