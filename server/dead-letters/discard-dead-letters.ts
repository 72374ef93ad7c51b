import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Selection } from '../contract/delivery-action.ts'
import type { Actor } from '../platform/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { discardRows } from './dead-letter-action-store.ts'
import { eachChosen } from './dead-letter-selection.ts'

/** Gives dead letters up: they become `cancelled` with the reason and stay in the log. */
export async function discardDeadLetters(actor: Actor, input: Selection): Promise<{ discarded: number }> {
  let discarded = 0
  for await (const letters of eachChosen(actor, input)) {
    discarded += await transaction(async (tx) => {
      const ids = letters.map((letter) => letter.deliveryId)
      const gone = await discardRows(tx, ids, `Discarded by ${actor.name}.`)
      await recordAuditEntry(tx, actor, {
        action: 'dead_letters.discard',
        targetKind: 'dead_letters',
        targetId: input.ids ? 'selection' : 'filter',
        tenantId: actor.tenantId ?? (letters[0]?.tenantId as string),
        after: { ...input.filter, discarded: gone },
      })
      return gone
    })
  }
  return { discarded }
}
