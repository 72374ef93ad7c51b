import { useQuery } from '@tanstack/react-query'
import type { EventType } from '../../server/contract/event-type.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { catalogueOrder } from './catalogue-order.ts'

/**
 * The newest 100 event types, by name; undefined: on their way, or not to be read. `enabled` false: not asked for.
 */
export function useCatalogue(enabled = true) {
  const trpc = useTRPC()
  return useQuery(
    trpc.eventTypes.list.queryOptions({ limit: 100 }, { staleTime: 60_000, enabled, select: inCatalogueOrder }),
  ).data
}

function inCatalogueOrder<List extends { data: EventType[] }>(list: List): List {
  return { ...list, data: list.data.toSorted(catalogueOrder) }
}
