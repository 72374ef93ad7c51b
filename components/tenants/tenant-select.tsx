'use client'

import { useState } from 'react'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useTenants } from '../session/use-tenants.ts'
import { SearchedSelect, type SearchedSelectLook } from '../table/searched-select.tsx'

interface TenantSelectProps extends SearchedSelectLook {
  value?: string | null
  /** What choosing none ('') means; left out: one must be chosen. */
  none?: string
}

/** Picks one of any number of tenants; choosing the same again keeps it. */
export function TenantSelect({ none, ...props }: TenantSelectProps) {
  const { value } = props
  const [search, setSearch] = useState('')
  const nameOf = useTenantNames([value || null])
  const { tenants, hasMore, isSearching } = useTenants(search)
  return (
    <SearchedSelect
      noneFound="No tenant matches"
      isSearching={isSearching}
      onType={setSearch}
      allowDeselect={false}
      found={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      selected={value ? { value, label: nameOf(value) ?? value } : null}
      {...(none !== undefined && { first: [{ value: '', label: none }] })}
      {...(hasMore && { description: 'There are more: type to find one.' })}
      {...props}
    />
  )
}
