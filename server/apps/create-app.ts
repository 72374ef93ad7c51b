import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { newUuid } from '../platform/uuid.ts'
import { resolveOwnTenant } from '../tenants/resolve-tenant.ts'
import { insertApp } from './app-store.ts'
import { appView } from './app-view.ts'

export async function createApp(actor: Actor, input: Input<'createApp'>): Promise<Output<'createApp'>> {
  const tenantId = await resolveOwnTenant(actor, input.tenant)
  requireWholeTenant(actor, 'create apps')
  try {
    return await database().prisma.$transaction(async (tx) => {
      const row = await insertApp(tx, tenantId, { id: newUuid(), uid: input.uid ?? null, name: input.name })
      const after = appView(row)
      await recordAuditEntry(tx, actor, {
        action: 'app.create',
        targetKind: 'app',
        targetId: after.id,
        tenantId,
        after,
      })
      return after
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw appUidTaken(input.uid)
    throw error
  }
}

export function appUidTaken(uid: string | null | undefined): PostriderError {
  return new PostriderError(
    'conflict',
    `Another app of the tenant has the uid ${JSON.stringify(uid)}. Choose another, or change that one with PUT.`,
    { errors: [{ pointer: '/uid', message: 'another app of the tenant has this id' }] },
  )
}
