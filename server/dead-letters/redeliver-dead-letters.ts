import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { deliveryActionOperations, Selection } from '../contract/delivery-action.ts'
import type { OutputOf } from '../contract/operation.ts'
import { listHeldReceivers } from '../delivery/list-held-receivers.ts'
import { insertRedeliveries } from '../delivery/redelivery-store.ts'
import type { Actor } from '../platform/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { eachChosen } from './dead-letter-selection.ts'

/**
 * Sends dead letters again, the oldest first, behind live traffic. Those of disabled or deleted subscriptions are skipped. Each
 * chunk is a transaction: what is interrupted has done a part and may simply be asked for again.
 */
export async function redeliverDeadLetters(
  actor: Actor,
  input: Selection,
): Promise<OutputOf<typeof deliveryActionOperations.redeliverDeadLetters>> {
  let redelivered = 0
  let chosen = 0
  const counts = new Map<string, number>()
  for await (const letters of eachChosen(actor, input)) {
    chosen += letters.length
    for (const { subscriptionId } of letters) counts.set(subscriptionId, (counts.get(subscriptionId) ?? 0) + 1)
    redelivered += await transaction(async (tx) => {
      const ids = letters.map((letter) => letter.deliveryId)
      const added = await insertRedeliveries(ids, 'replay', tx)
      await recordAuditEntry(tx, actor, {
        action: 'dead_letters.redeliver',
        targetKind: 'dead_letters',
        targetId: input.ids ? 'selection' : 'filter',
        tenantId: actor.tenantId ?? (letters[0]?.tenantId as string),
        after: { ...input.filter, redelivered: added },
      })
      return added
    })
  }
  const asked = input.ids?.length ?? chosen
  return { redelivered, skipped: asked - redelivered, held: await listHeldReceivers(counts) }
}
