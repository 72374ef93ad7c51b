import type { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../platform/actor.ts'
import { newUuid } from '../platform/uuid.ts'
import type { AuditRecord } from './record-audit-entry.ts'

function json(value: object | null | undefined): string | null {
  return value ? JSON.stringify(value) : null
}

export async function insertAuditEntry(tx: Prisma.TransactionClient, actor: Actor, record: AuditRecord): Promise<void> {
  await tx.$executeRaw`
    insert into audit_entries
      (id, tenant_id, actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after, ip, request_id)
    values (
      ${newUuid()}::uuid, ${record.tenantId}::uuid, ${actor.kind}, ${actor.id}, ${actor.name},
      ${record.action}, ${record.targetKind}, ${record.targetId},
      ${json(record.before)}::jsonb, ${json(record.after)}::jsonb, ${actor.ip}, ${actor.requestId}
    )`
}
