import type { inboxOperations } from '../contract/inbox.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listInboxRows } from './inbox-store.ts'
import { inboxView } from './inbox-view.ts'

type Operation = typeof inboxOperations.listInboxes

/** Newest first, without those that are over. */
export async function listInboxes(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('inboxes', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listInboxRows({ tenantId, appId: actor.appId }, keyset)
  return toPage(keyset, rows, (row) => row.id, inboxView)
}
