import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { BulkCancellation, DeliverySelection } from '../contract/delivery-bulk.ts'
import type { Actor } from '../platform/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { countOutstanding, listOutstanding, type MatchedDelivery } from './delivery-match-store.ts'
import { cancelOutstanding } from './delivery-owner-store.ts'
import { chooseDeliveries } from './delivery-selection.ts'

/** One statement's worth. */
const chunk = 1_000

/** What one request can do within seconds. */
const most = 50_000

/**
 * Takes everything that is still to be sent away from deliveries, the oldest first. Each chunk is a transaction: what is
 * interrupted has done a part and may simply be asked for again.
 */
export async function cancelDeliveries(actor: Actor, input: DeliverySelection): Promise<BulkCancellation> {
  const { reach, filter, searched, beforeMs } = await chooseDeliveries(actor, input)
  const told = { dry_run: input.dry_run, before: new Date(beforeMs).toISOString(), searched }
  if (input.dry_run) {
    const count = await countOutstanding(reach, filter, most + 1)
    return { cancelled: Math.min(count, most), has_more: count > most, ...told }
  }
  let cancelled = 0
  let looked = 0
  let after: string | null = null
  for (;;) {
    const chosen: MatchedDelivery[] = await listOutstanding(reach, filter, after, chunk)
    for (const [tenantId, ofTenant] of Map.groupBy(chosen, (delivery) => delivery.tenantId)) {
      cancelled += await cancelChunk(actor, input, tenantId, ofTenant)
    }
    looked += chosen.length
    after = chosen.at(-1)?.id ?? null
    if (chosen.length < chunk) return { cancelled, has_more: false, ...told }
    if (looked >= most) {
      const [more] = await listOutstanding(reach, filter, after, 1)
      return { cancelled, has_more: more !== undefined, ...told }
    }
  }
}

async function cancelChunk(
  actor: Actor,
  input: DeliverySelection,
  tenantId: string,
  deliveries: MatchedDelivery[],
): Promise<number> {
  return transaction(async (tx) => {
    const ids = deliveries.map(({ id }) => id)
    const gone = await cancelOutstanding(tx, tenantId, ids, `Cancelled by ${actor.name}.`)
    await recordAuditEntry(tx, actor, {
      action: 'deliveries.cancel',
      targetKind: 'deliveries',
      targetId: input.ids ? 'selection' : 'filter',
      tenantId,
      after: { ...input.filter, cancelled: gone.length },
    })
    return gone.length
  })
}
