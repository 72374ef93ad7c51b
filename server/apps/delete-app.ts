import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { notFound } from '../contract/errors.ts'
import type { Input } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { lockApp, markAppDeleted } from './app-store.ts'
import { appView } from './app-view.ts'
import { resolveApp } from './resolve-app.ts'

export async function deleteApp(actor: Actor, input: Input<'deleteApp'>): Promise<void> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const found = await resolveApp(actor, input.id, tenantId)
  requireWholeTenant(actor, 'delete its app')
  await database().prisma.$transaction(async (tx) => {
    const row = await lockApp(tx, found.tenantId, found.id)
    if (!row) throw notFound('app', input.id)
    await markAppDeleted(tx, row.tenantId, row.id)
    const before = appView(row)
    await recordAuditEntry(tx, actor, {
      action: 'app.delete',
      targetKind: 'app',
      targetId: before.id,
      tenantId: row.tenantId,
      before,
    })
    await announceChange(tx, row.id)
  })
}
