import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listKeyRows } from './api-key-store.ts'
import { apiKeyView } from './api-key-view.ts'

/** Newest first, without those that were revoked. */
export async function listKeys(actor: Actor, input: Input<'listKeys'>): Promise<Output<'listKeys'>> {
  const keyset = readKeyset('keys', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const appId = await resolveAppFilter(actor, input.app, tenantId)
  const rows = await listKeyRows({ tenantId, appId }, keyset)
  return toPage(keyset, rows, (row) => row.id, apiKeyView)
}
