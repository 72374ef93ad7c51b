import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listMemberRows } from './member-store.ts'
import { memberViews } from './member-view.ts'

/** Newest first, open invitations among them. */
export async function listMembers(actor: Actor, input: Input<'listMembers'>): Promise<Output<'listMembers'>> {
  requireWholeTenant(actor, 'see the members')
  const keyset = readKeyset('members', input)
  const rows = await listMemberRows(await resolveTenantFilter(actor, input.tenant), keyset)
  return toPage(keyset, rows, (row) => row.id, await memberViews(database().prisma, rows))
}
