import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/portal-client.tsx'

/** The first 100 event types; undefined: on their way, or not to be read. `enabled` false: not asked for. */
export function useCatalogue(enabled = true) {
  const trpc = useTRPC()
  return useQuery(trpc.eventTypes.list.queryOptions({ limit: 100 }, { staleTime: 60_000, enabled })).data
}
