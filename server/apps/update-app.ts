import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { lockApp, updateAppRow } from './app-store.ts'
import { appView } from './app-view.ts'
import { appUidTaken } from './create-app.ts'
import { resolveApp } from './resolve-app.ts'

export async function updateApp(actor: Actor, input: Input<'updateApp'>): Promise<Output<'updateApp'>> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const found = await resolveApp(actor, input.id, tenantId)
  requireWholeTenant(actor, 'change its app')
  try {
    return await database().prisma.$transaction(async (tx) => {
      const row = await lockApp(tx, found.tenantId, found.id)
      if (!row) throw notFound('app', input.id)
      const before = appView(row)
      const after = appView(await updateAppRow(tx, row.tenantId, row.id, { uid: input.uid, name: input.name }))
      await recordAuditEntry(tx, actor, {
        action: 'app.update',
        targetKind: 'app',
        targetId: after.id,
        tenantId: row.tenantId,
        before,
        after,
      })
      return after
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw appUidTaken(input.uid)
    throw error
  }
}
