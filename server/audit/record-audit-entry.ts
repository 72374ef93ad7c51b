import type { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../platform/actor.ts'
import { type AuditRecord, insertAuditEntry } from './audit-store.ts'

/** Writes the entry in the transaction of the change itself: there is no change without it and no entry without a change. */
export async function recordAuditEntry(tx: Prisma.TransactionClient, actor: Actor, record: AuditRecord): Promise<void> {
  await insertAuditEntry(tx, actor, record)
}
