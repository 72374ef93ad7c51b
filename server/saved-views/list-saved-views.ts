import type { SavedView } from '../contract/saved-view.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listViewRows } from './saved-view-store.ts'

/** A person's own views of the tenant they look at, by name. */
export async function listSavedViews(
  actor: Actor,
  viewer: { userId: string },
  input: { tenant?: string | undefined },
): Promise<SavedView[]> {
  return listViewRows({ userId: viewer.userId, tenantId: await resolveTenantFilter(actor, input.tenant) })
}
