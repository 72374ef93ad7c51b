import type { deliveryOperations } from '../contract/delivery.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset } from '../platform/keyset.ts'
import { scanOn } from '../platform/scan-budget.ts'
import { deliveryPage } from './delivery-page.ts'
import { findDeliveryIds } from './delivery-page-store.ts'
import { searchPayloads } from './payload-search.ts'
import { resolveDeliveryFilter } from './resolve-delivery-filter.ts'

type Operation = typeof deliveryOperations.listDeliveries

/** Newest first. A page may hold less than `limit` although there is more; a search in payloads says how far it came. */
export async function listDeliveries(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('deliveries', input)
  const { reach, filter } = await resolveDeliveryFilter(actor, input)
  if (input.payload !== undefined) {
    const { found, searched } = await searchPayloads(reach, keyset, filter, input.payload)
    return { ...(await deliveryPage(reach, keyset, found)), searched }
  }
  const found = await scanOn(
    keyset,
    (from) => findDeliveryIds(reach, from, filter),
    ({ ids }) => ids.length === 0,
  )
  return { ...(await deliveryPage(reach, keyset, found)), searched: null }
}
