import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listAppRows } from './app-store.ts'
import { appView } from './app-view.ts'

/** Newest first. */
export async function listApps(actor: Actor, input: Input<'listApps'>): Promise<Output<'listApps'>> {
  const keyset = readKeyset('apps', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listAppRows({ tenantId, appId: actor.appId }, keyset)
  return toPage(keyset, rows, (row) => row.id, appView)
}
