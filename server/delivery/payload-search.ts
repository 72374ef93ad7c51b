import type { PayloadSearch } from '../contract/delivery.ts'
import type { Keyset } from '../platform/keyset.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { type DeliveryFilter, type DeliveryReach, findDeliveryIds } from './delivery-page-store.ts'
import type { DeliveryPage } from './merge-pages.ts'
import { deliveriesSaying } from './payload-store.ts'

/** No index knows what payloads say: so many are read and no more, for so long at most, and the answer says so. */
const mostDeliveries = 5_000
const mostMs = 2_000

/** Bodies read by one statement: 200 of the usual size take milliseconds, 200 of the largest allowed a second. */
const chunk = 200

/**
 * The deliveries of a page whose event says `payload` (`path:value`), among the first that the other filters leave.
 * Where it stopped before it was through, the page goes on from there by its cursor.
 */
export async function searchPayloads(
  reach: DeliveryReach,
  keyset: Keyset,
  filter: DeliveryFilter,
  payload: string,
): Promise<{ found: DeliveryPage; searched: PayloadSearch }> {
  const colon = payload.indexOf(':')
  const path = payload.slice(0, colon).split('.')
  const value = payload.slice(colon + 1)
  const startedAt = performance.now()
  const ids: string[] = []
  let looked = 0
  let { at } = keyset
  let isComplete = false
  while (looked < mostDeliveries && ids.length < keyset.take && performance.now() - startedAt < mostMs) {
    const page = await findDeliveryIds(reach, { ...keyset, at, take: chunk }, filter)
    const saying = await deliveriesSaying(page.ids, path, value)
    ids.push(...page.ids.filter((id) => saying.has(id)))
    looked += page.ids.length
    isComplete = page.ids.length < chunk && page.scannedTo === null
    at = page.scannedTo ?? page.ids.at(-1) ?? at
    if (isComplete) break
  }
  const isFull = ids.length >= keyset.take
  const shown = ids.slice(0, keyset.take)
  return {
    found: { ids: shown, scannedTo: isFull || isComplete ? null : at },
    searched: {
      deliveries: looked,
      until: looked === 0 || at === null ? null : new Date(millisecondsOf(at)).toISOString(),
      is_complete: isComplete,
    },
  }
}
