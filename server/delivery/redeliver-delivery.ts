import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Delivery } from '../contract/delivery.ts'
import { notFound, PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { findDeliveryOwner } from './delivery-owner-store.ts'
import { getDelivery } from './get-delivery.ts'
import { closedReason } from './left-out.ts'
import { insertRedeliveries } from './redelivery-store.ts'

/**
 * Sends a delivery again as a run of its own, whatever its status: automatic retries that are still to come stay. On a paused
 * subscription it waits. Throws `conflict` with the reason when the subscription is disabled or deleted.
 */
export async function redeliverDelivery(actor: Actor, input: { id: string }): Promise<Delivery> {
  const uuid = uuidOf('delivery', input.id)
  const owner = uuid === null ? null : await findDeliveryOwner(actor, uuid)
  if (uuid === null || !owner) throw notFound('delivery', input.id)
  const refusal = closedReason({ ...owner, isDeleted: owner.subscriptionDeleted })
  if (refusal !== null) throw new PostriderError('conflict', refusal)
  await transaction(async (tx) => {
    await insertRedeliveries([uuid], 'live', tx)
    await recordAuditEntry(tx, actor, {
      action: 'delivery.redeliver',
      targetKind: 'delivery',
      targetId: input.id,
      tenantId: owner.tenantId,
      before: { status: owner.status },
    })
  })
  return getDelivery(actor, input)
}
