'use client'

import { useQuery } from '@tanstack/react-query'
import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { FilterSelect } from '../table/filter-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Narrows the log to one person or key: of those that did something of late, and whoever a link names. */
export function ActorFilter({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const { data = [] } = useQuery(trpc.audit.actors.queryOptions(tenant, { staleTime: 30_000 }))
  const groupOf = (group: string, wanted: string) => {
    const items = data.filter(({ kind }) => kind === wanted).map(({ id, name }) => ({ value: id, label: name }))
    return items.length === 0 ? [] : [{ group, items }]
  }
  const isKnown = value === null || data.some(({ id }) => id === value)
  return (
    <FilterSelect
      label="Who"
      any="Anybody"
      width={150}
      searchable
      nothingFoundMessage="Nobody of late"
      data={[
        ...(isKnown ? [] : [{ value, label: shortened(value) }]),
        ...groupOf('People', 'user'),
        ...groupOf('API keys', 'key'),
        ...groupOf('Embedded portal', 'portal_session'),
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
