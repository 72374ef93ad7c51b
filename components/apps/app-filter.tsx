'use client'

import { useState } from 'react'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { filterLook } from '../table/filter-select.tsx'
import { SearchedSelect } from '../table/searched-select.tsx'
import { AppChip } from './app-chip.tsx'
import { useAppOptions } from './use-app-options.ts'

/** Narrows a list to what belongs to one app. Not there where nobody could choose; a link may have chosen all the same. */
export function AppFilter(props: { value: string | null; onChange: (app: string | null) => void }) {
  const [search, setSearch] = useState('')
  const { hasAny, ...options } = useAppOptions(useTenantFilter(), props.value, search)
  if (!hasAny) return props.value ? <AppChip id={props.value} onRemove={() => props.onChange(null)} /> : null
  return (
    <SearchedSelect
      {...filterLook({ label: 'App', any: 'Any app', width: 150 })}
      className="filter-wide"
      noneFound="No app matches"
      onType={setSearch}
      {...options}
      {...props}
    />
  )
}
