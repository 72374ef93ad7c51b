import { useQuery } from '@tanstack/react-query'
import { FilterSelect } from '../table/filter-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Narrows a list to one type of the catalogue, whatever its version. `width`: pixels. */
export function EventTypeFilter(props: {
  width: number
  value: string | null
  onChange: (type: string | null) => void
}) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.eventTypes.list.queryOptions({ limit: 100 }, { staleTime: 60_000 }))
  const names = [...new Set(data?.data.map(({ name }) => name))]
  return <FilterSelect label="Event type" any="Any event type" searchable data={names} {...props} />
}
