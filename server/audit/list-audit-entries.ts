import type { AuditEntry } from '../contract/audit.ts'
import { toId } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type AuditRow, listAuditRows } from './audit-store.ts'
import { namesOfTargets } from './target-names.ts'

/** Newest first. */
export async function listAuditEntries(
  actor: Actor,
  input: Input<'listAuditEntries'>,
): Promise<Output<'listAuditEntries'>> {
  requireWholeTenant(actor, 'read the audit log')
  const keyset = readKeyset('audit', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listAuditRows(tenantId, keyset, {
    action: input.action,
    actorId: input.actor,
    targetKind: input.target_kind,
    targetId: input.target,
    after: input.after === undefined ? undefined : new Date(input.after),
    before: input.before === undefined ? undefined : new Date(input.before),
  })
  const names = await namesOfTargets(rows)
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => auditEntryView(row, names.get(row.targetId) ?? null),
  )
}

function auditEntryView(row: AuditRow, targetName: string | null): AuditEntry {
  return {
    id: toId('auditEntry', row.id),
    tenant: row.tenantId && toId('tenant', row.tenantId),
    actor: { kind: row.actorKind as AuditEntry['actor']['kind'], id: row.actorId, name: row.actorName },
    action: row.action,
    target: { kind: row.targetKind, id: row.targetId, name: targetName },
    before: row.before as AuditEntry['before'],
    after: row.after as AuditEntry['after'],
    ip: row.ip,
    request_id: row.requestId,
    created_at: row.createdAt.toISOString(),
  }
}
