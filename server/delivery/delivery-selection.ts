import type { PayloadSearch } from '../contract/delivery.ts'
import type { DeliverySelection } from '../contract/delivery-bulk.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import type { DeliveryFilter, DeliveryReach } from './delivery-page-store.ts'
import { deliveryUuids } from './delivery-uuids.ts'
import { searchPayloads } from './payload-search.ts'
import { resolveDeliveryFilter } from './resolve-delivery-filter.ts'

/** What a selection means now. Ids are uuids. */
export interface ChosenDeliveries {
  reach: DeliveryReach
  /** With `ids` where it names deliveries, or where a search in payloads found them. */
  filter: DeliveryFilter
  searched: PayloadSearch | null
  /** Unix milliseconds: what is accepted from then on is no part of it. */
  beforeMs: number
}

/** More than a search in payloads looks at: all that it found. */
const everyFound = 5_000

/** Throws `not_found` or `validation_failed` for what does not exist or is no delivery. */
export async function chooseDeliveries(actor: Actor, selection: DeliverySelection): Promise<ChosenDeliveries> {
  const now = clock.now()
  const { ids, filter: named = {} } = selection
  if (ids) {
    const reach = { tenantId: actor.tenantId, appId: actor.appId }
    return { reach, filter: { ids: deliveryUuids(ids) }, searched: null, beforeMs: now }
  }
  const beforeMs = named.before === undefined ? now : Math.min(Date.parse(named.before), now)
  const { reach, filter } = await resolveDeliveryFilter(actor, named)
  filter.until = firstUuidOf(beforeMs)
  if (named.payload === undefined) return { reach, filter, searched: null, beforeMs }
  const all = { list: 'deliveries', towards: 'older' as const, at: null, limit: everyFound, take: everyFound + 1 }
  const { found, searched } = await searchPayloads(reach, all, filter, named.payload)
  return { reach, filter: { ...filter, ids: found.ids }, searched, beforeMs }
}
