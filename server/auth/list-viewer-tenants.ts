import { toId, uuidOf } from '../contract/ids.ts'
import type { ViewerTenants } from '../contract/portal-viewer.ts'
import type { TenantChoice } from '../contract/tenant-choice.ts'
import type { Actor } from '../platform/actor.ts'
import type { EmbeddedViewer } from './embedded-viewer.ts'
import { listTenantsToChoose } from './membership-store.ts'
import type { Viewer } from './viewer.ts'

/** A switcher is no directory: what is not among so many is searched for. */
const limit = 100

/** The tenants a person can switch between, by name. */
export async function listViewerTenants(
  actor: Actor,
  viewer: Viewer | EmbeddedViewer,
  choice: TenantChoice = {},
): Promise<ViewerTenants> {
  if (viewer.kind === 'embedded') {
    const { uid, name } = viewer.session.tenant
    return { data: [{ id: toId('tenant', viewer.session.tenantId), uid, name }], has_more: false }
  }
  const own = actor.tenantId === null ? null : new Set(viewer.memberships.flatMap(({ tenantId }) => tenantId ?? []))
  const named = choice.ids && new Set(choice.ids.flatMap((id) => uuidOf('tenant', id) ?? []))
  const onlyIds = own && named ? own.intersection(named) : (own ?? named)
  const rows = await listTenantsToChoose({
    onlyIds: onlyIds ? [...onlyIds] : null,
    search: choice.search?.trim() ?? '',
    // By their ids lists ask whose rows are: what was of a deleted one is there for a while.
    withDeleted: own === null && named !== undefined,
    limit: limit + 1,
  })
  const data = rows.slice(0, limit).map(({ id, uid, name, deletedAt }) => ({
    id: toId('tenant', id),
    uid,
    name: deletedAt === null ? name : `${name} (deleted)`,
  }))
  return { data, has_more: rows.length > limit }
}
