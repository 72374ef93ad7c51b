'use client'

import { FilterChip } from '../table/filter-chip.tsx'
import { useAppName } from './use-app-name.ts'

/** That a list shows what belongs to one app. */
export function AppChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const name = useAppName(id)
  return (
    <FilterChip name="App" onRemove={onRemove}>
      {name}
    </FilterChip>
  )
}
