import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type AppCounts, countsOfApps } from './app-counts.ts'
import { listAppRows } from './app-store.ts'
import { appView } from './app-view.ts'

/** Deleted between the two questions. */
const none: AppCounts = { subscriptions: 0, keys: 0 }

/** Newest first, each with how much belongs to it. */
export async function listApps(actor: Actor, input: Input<'listApps'>): Promise<Output<'listApps'>> {
  const keyset = readKeyset('apps', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listAppRows({ tenantId, appId: actor.appId }, keyset, input.search)
  const counts = await countsOfApps(rows.map(({ id }) => id))
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => ({ ...appView(row), ...(counts.get(row.id) ?? none) }),
  )
}
