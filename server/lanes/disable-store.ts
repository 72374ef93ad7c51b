import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'

export async function disableRevision(
  subscription: { id: string; tenantId: string; revision: string },
  reason: string,
): Promise<boolean> {
  const { id, tenantId, revision } = subscription
  return database().prisma.$transaction(async (tx) => {
    const { count } = await tx.subscription.updateMany({
      where: { id, tenantId, revision: BigInt(revision), status: 'active', deletedAt: null },
      data: { status: 'disabled', statusReason: reason, statusChangedAt: new Date(clock.now()) },
    })
    if (count === 0) return false
    await recordAuditEntry(tx, systemActor, {
      action: 'subscription.disable',
      targetKind: 'subscription',
      targetId: toId('subscription', id),
      tenantId,
      before: { status: 'active' },
      after: { status: 'disabled', status_reason: reason },
    })
    await tx.alert.create({
      data: { id: newUuid(), tenantId, subscriptionId: id, kind: 'subscription_disabled', message: reason },
    })
    return true
  })
}
