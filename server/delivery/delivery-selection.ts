import type { PayloadSearch } from '../contract/delivery.ts'
import type { DeliverySelection } from '../contract/delivery-bulk.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import type { Keyset } from '../platform/keyset.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { type DeliveryFilter, type DeliveryReach, findDeliveryIds } from './delivery-page-store.ts'
import { deliveryUuids } from './delivery-uuids.ts'
import type { DeliveryPage } from './merge-pages.ts'
import { searchPayloads } from './payload-search.ts'
import { resolveDeliveryFilter } from './resolve-delivery-filter.ts'

/** What a selection means now. Ids are uuids. */
export interface ChosenDeliveries {
  reach: DeliveryReach
  /** With `ids` where it names deliveries, or where they were found by payload, by failed attempts or by a replay. */
  filter: DeliveryFilter
  searched: PayloadSearch | null
  /** Unix milliseconds: what is accepted from then on is no part of it. */
  beforeMs: number
}

/** As many as a search in payloads looks at; of what is found by failed attempts or by a replay more are refused. */
const everyFound = 5_000

/** Statements that look for them: a second or two. */
const mostScans = 50

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
  const all = { list: 'deliveries', towards: 'older' as const, at: null, limit: everyFound, take: everyFound + 1 }
  if (named.payload !== undefined) {
    const { found, searched } = await searchPayloads(reach, all, filter, named.payload)
    return { reach, filter: { ...filter, ids: found.ids }, searched, beforeMs }
  }
  // What a replay is made of later could not say these.
  const found = (['attempt_error', 'replay'] as const).find((name) => named[name] !== undefined)
  if (found === undefined) return { reach, filter, searched: null, beforeMs }
  return { reach, filter: { ...filter, ids: await findAll(reach, all, filter, found) }, searched: null, beforeMs }
}

/** Throws `validation_failed` where there may be more than it can find; `by`: the filter that it goes by. */
async function findAll(
  reach: DeliveryReach,
  all: Keyset,
  filter: DeliveryFilter,
  by: 'attempt_error' | 'replay',
): Promise<string[]> {
  const ids: string[] = []
  let at: string | null = null
  for (let scan = 0; scan < mostScans; scan++) {
    const found: DeliveryPage = await findDeliveryIds(reach, { ...all, at }, filter)
    ids.push(...found.ids)
    if (ids.length > everyFound) break
    if (found.scannedTo === null) return ids
    at = found.scannedTo
  }
  const many = by === 'replay' ? 'The replay sent too many' : 'Too many attempts failed so'
  const message = `${many} to look at all of them: narrow the filter by time.`
  throw new PostriderError('validation_failed', message, { errors: [{ pointer: `/filter/${by}`, message }] })
}
