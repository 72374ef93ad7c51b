import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { uidTaken } from './create-tenant.ts'
import { requireRightToChange, tenantFields } from './tenant-fields.ts'
import { lockTenant, updateTenantRow } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

export async function updateTenant(actor: Actor, input: Input<'updateTenant'>): Promise<Output<'updateTenant'>> {
  requireWholeTenant(actor, 'change its tenant')
  requireRightToChange(actor, input)
  const fields = tenantFields(input)
  try {
    return await database().prisma.$transaction(async (tx) => {
      const row = await lockTenant(tx, actor.tenantId, input.id)
      if (!row) throw notFound('tenant', input.id)
      const before = tenantView(row)
      const after = tenantView(await updateTenantRow(tx, row.id, fields))
      await recordAuditEntry(tx, actor, {
        action: 'tenant.update',
        targetKind: 'tenant',
        targetId: after.id,
        tenantId: row.id,
        before,
        after,
      })
      await announceChange(tx, row.id)
      return after
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw uidTaken(input.uid)
    throw error
  }
}
