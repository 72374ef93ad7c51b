import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { newUuid } from '../platform/uuid.ts'
import { newTenantFields } from './tenant-fields.ts'
import { insertTenant } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

export async function createTenant(actor: Actor, input: Input<'createTenant'>): Promise<Output<'createTenant'>> {
  requireOperator(actor, 'create tenants')
  const fields = newTenantFields(input)
  try {
    return await database().prisma.$transaction(async (tx) => {
      const row = await insertTenant(tx, newUuid(), fields)
      const after = tenantView(row)
      await recordAuditEntry(tx, actor, {
        action: 'tenant.create',
        targetKind: 'tenant',
        targetId: after.id,
        tenantId: row.id,
        after,
      })
      return after
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw uidTaken(input.uid)
    throw error
  }
}

export function uidTaken(uid: string | null | undefined): PostriderError {
  return new PostriderError(
    'conflict',
    `Another tenant has the uid ${JSON.stringify(uid)}. Choose another, or change that one with PUT.`,
    { errors: [{ pointer: '/uid', message: 'another tenant has this id' }] },
  )
}
