import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { subscriptionsOfTenants } from './tenant-counts.ts'
import { listTenantRows } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

/** Newest first. An actor of one tenant sees that one. */
export async function listTenants(actor: Actor, input: Input<'listTenants'>): Promise<Output<'listTenants'>> {
  const keyset = readKeyset('tenants', input)
  const rows = await listTenantRows(actor.tenantId, keyset, input.search)
  const subscriptions = await subscriptionsOfTenants(
    rows.map(({ id }) => id),
    actor.appId,
  )
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => ({ ...tenantView(row), subscriptions: subscriptions.get(row.id) ?? 0 }),
  )
}
