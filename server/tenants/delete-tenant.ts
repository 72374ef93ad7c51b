import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input } from '../contract/operations.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { lockTenant, markTenantDeleted } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

/** The rows stay for the audit log; nothing of the tenant can be reached or sent any more. */
export async function deleteTenant(actor: Actor, input: Input<'deleteTenant'>): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    const row = await lockTenant(tx, actor.tenantId, input.id)
    if (!row) throw notFound('tenant', input.id)
    requireOperator(actor, 'delete tenants')
    await markTenantDeleted(tx, row.id)
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
