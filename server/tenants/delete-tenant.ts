import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input } from '../contract/operations.ts'
import { deleteInboxesOf } from '../inbox/inbox-store.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { lockTenant, markTenantDeleted } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

/**
 * Nothing is sent to anybody of the tenant any more, and nobody can send to it. Rows stay for the audit log, events and deliveries until
 * they are old enough to go; people of the whole installation see them.
 */
export async function deleteTenant(actor: Actor, input: Input<'deleteTenant'>): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    const row = await lockTenant(tx, actor.tenantId, input.id)
    if (!row) throw notFound('tenant', input.id)
    requireOperator(actor, 'delete tenants')
    await markTenantDeleted(tx, row.id)
    await deleteInboxesOf(tx, row.id)
    const before = tenantView(row)
    await recordAuditEntry(tx, actor, {
      action: 'tenant.delete',
      targetKind: 'tenant',
      targetId: before.id,
      tenantId: row.id,
      before,
    })
    await announceChange(tx, row.id)
  })
}
