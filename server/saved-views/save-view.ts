import { PostriderError } from '../contract/errors.ts'
import type { SavedView } from '../contract/saved-view.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { putViewRow } from './saved-view-store.ts'

/** A menu of more is no help. */
const most = 50

/**
 * Keeps a view, in place of the person's own of the same name. Concerns nobody else, and so is no entry of the audit log. Throws
 * `conflict` when there are too many.
 */
export async function saveView(
  actor: Actor,
  viewer: { userId: string },
  input: SavedView & { tenant?: string | undefined },
): Promise<SavedView> {
  const { name, search } = input
  const owner = { userId: viewer.userId, tenantId: await resolveTenantFilter(actor, input.tenant) }
  if (await putViewRow(owner, { name, search }, most)) return { name, search }
  throw new PostriderError('conflict', `There are ${most} views already. Delete one first.`)
}
