import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireOperator, requireWholeTenant } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { uidTaken } from './create-tenant.ts'
import { lockTenant, updateTenantRow } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

/** A tenant may rename itself; its uid and its limit are the operator's. */
export async function updateTenant(actor: Actor, input: Input<'updateTenant'>): Promise<Output<'updateTenant'>> {
  requireWholeTenant(actor, 'change its tenant')
  if (input.uid !== undefined) requireOperator(actor, "change a tenant's uid")
  if (input.publish_rate_per_second !== undefined) requireOperator(actor, "change a tenant's publish limit")
  try {
    return await database().prisma.$transaction(async (tx) => {
      const row = await lockTenant(tx, actor.tenantId, input.id)
      if (!row) throw notFound('tenant', input.id)
      const before = tenantView(row)
      const after = tenantView(
        await updateTenantRow(tx, row.id, {
          uid: input.uid,
          name: input.name,
          publishRatePerSecond: input.publish_rate_per_second,
        }),
      )
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
