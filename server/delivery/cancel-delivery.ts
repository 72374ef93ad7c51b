import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Delivery } from '../contract/delivery.ts'
import { notFound, PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { cancelOutstanding, findDeliveryOwner } from './delivery-owner-store.ts'
import { getDelivery } from './get-delivery.ts'

/** Cancels every run that is still to come. Throws `conflict` when the delivery has ended already. */
export async function cancelDelivery(actor: Actor, input: { id: string }): Promise<Delivery> {
  const uuid = uuidOf('delivery', input.id)
  const owner = uuid === null ? null : await findDeliveryOwner(actor, uuid)
  if (uuid === null || !owner) throw notFound('delivery', input.id)
  await transaction(async (tx) => {
    const cancelled = await cancelOutstanding(tx, owner.tenantId, [uuid], `Cancelled by ${actor.name}.`)
    if (cancelled.length === 0) {
      throw new PostriderError('conflict', `The delivery has ended (${owner.status}): there is nothing left to cancel.`)
    }
    await recordAuditEntry(tx, actor, {
      action: 'delivery.cancel',
      targetKind: 'delivery',
      targetId: input.id,
      tenantId: owner.tenantId,
      before: { status: owner.status },
      after: { status: 'cancelled' },
    })
  })
  return getDelivery(actor, input)
}
