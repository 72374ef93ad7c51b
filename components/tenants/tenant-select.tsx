'use client'

import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useTenants } from '../session/use-tenants.ts'

interface TenantSelectProps extends Omit<SelectProps, 'data' | 'filter' | 'searchable'> {
  value?: string | null
  /** What choosing none ('') means; left out: one must be chosen. */
  none?: string
}

/** Picks one of any number of tenants: more than the first are found by typing. */
export function TenantSelect({ none, ...props }: TenantSelectProps) {
  const { value } = props
  const [typed, setTyped] = useState('')
  const nameOf = useTenantNames([value || null])
  const selected = value ? { value, label: nameOf(value) ?? value } : { value: '', label: none ?? '' }
  const search = typed === selected.label ? '' : typed
  const { tenants, hasMore, isSearching } = useTenants(search)
  const found = tenants.map(({ id, name }) => ({ value: id, label: name }))
  const isFound = new Set(tenants.map(({ id }) => id))
  const first = none === undefined ? [] : [{ value: '', label: none }]
  return (
    <Select
      searchable
      onSearchChange={setTyped}
      nothingFoundMessage={isSearching ? 'Searching …' : 'No tenant matches'}
      // What is chosen stays known while others are searched for.
      data={[...first, ...found, ...(value && !isFound.has(value) ? [selected] : [])]}
      filter={({ options, search: asked }) =>
        asked === '' ? options : options.filter((option) => 'value' in option && isFound.has(option.value))
      }
      {...(hasMore && { description: 'There are more: type to find one.' })}
      {...props}
    />
  )
}
