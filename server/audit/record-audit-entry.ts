import type { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../platform/actor.ts'
import { insertAuditEntry } from './audit-store.ts'

export interface AuditRecord {
  /** `<noun>.<verb>`: `subscription.update`, `key.revoke`. */
  action: string
  targetKind: string
  /** Public id of what was changed. */
  targetId: string
  /** uuid; null: the whole installation. */
  tenantId: string | null
  /** The fields that changed, as the API shows them. Never secrets. */
  before?: object | null
  after?: object | null
}

/** Writes the entry in the transaction of the change itself: there is no change without it and no entry without a change. */
export async function recordAuditEntry(tx: Prisma.TransactionClient, actor: Actor, record: AuditRecord): Promise<void> {
  await insertAuditEntry(tx, actor, record)
}
