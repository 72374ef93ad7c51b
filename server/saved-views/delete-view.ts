import { notFound } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { deleteViewRow } from './saved-view-store.ts'

/** Forgets one of the person's own views. */
export async function deleteView(
  actor: Actor,
  viewer: { userId: string },
  input: { name: string; tenant?: string | undefined },
): Promise<void> {
  const owner = { userId: viewer.userId, tenantId: await resolveTenantFilter(actor, input.tenant) }
  if (!(await deleteViewRow(owner, input.name))) throw notFound('view', input.name)
}
