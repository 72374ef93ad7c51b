'use client'

import { useState } from 'react'
import { SearchedSelect, type SearchedSelectLook } from '../table/searched-select.tsx'
import { useAppOptions } from './use-app-options.ts'

/** Picks one of the apps of a tenant, or none (''); not there where the tenant has none. */
export function AppSelect({ tenant, ...props }: SearchedSelectLook & { tenant: string; value?: string | null }) {
  const [search, setSearch] = useState('')
  const { hasAny, ...options } = useAppOptions({ tenant }, props.value || null, search)
  if (!hasAny) return null
  return (
    <SearchedSelect
      description="Whose integration it is. Keys of that app reach it, keys of other apps do not."
      noneFound="No app matches"
      onType={setSearch}
      allowDeselect={false}
      first={[{ value: '', label: 'None' }]}
      {...options}
      {...props}
    />
  )
}
