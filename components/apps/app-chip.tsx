'use client'

import { useQuery } from '@tanstack/react-query'
import { shortened } from '../ids/id-text.tsx'
import { useMay } from '../session/viewer.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** That a list shows what belongs to one app, by its name for those who may know it. */
export function AppChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const trpc = useTRPC()
  const mayRead = useMay('tenants:admin')
  const { data } = useQuery(trpc.apps.get.queryOptions({ id }, { enabled: mayRead, staleTime: 60_000 }))
  return (
    <FilterChip name="App" onRemove={onRemove}>
      {data?.name ?? shortened(id)}
    </FilterChip>
  )
}
