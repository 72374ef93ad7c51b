import { toId } from '../contract/ids.ts'
import type { ViewerTenant } from '../contract/portal-viewer.ts'
import type { Actor } from '../platform/actor.ts'
import type { EmbeddedViewer } from './embedded-viewer.ts'
import { listTenantsToChoose } from './membership-store.ts'
import type { Viewer } from './viewer.ts'

/** The tenants a person can switch between, by name. A switcher is no directory: at most 200. */
export async function listViewerTenants(actor: Actor, viewer: Viewer | EmbeddedViewer): Promise<ViewerTenant[]> {
  if (viewer.kind === 'embedded') {
    const { uid, name } = viewer.session.tenant
    return [{ id: toId('tenant', viewer.session.tenantId), uid, name }]
  }
  const seesAll = actor.tenantId === null
  const own = viewer.memberships.flatMap(({ tenantId }) => tenantId ?? [])
  const rows = await listTenantsToChoose({ onlyIds: seesAll ? null : own, limit: 200 })
  return rows.map(({ id, uid, name }) => ({ id: toId('tenant', id), uid, name }))
}
