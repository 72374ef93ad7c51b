'use client'

import { useQueryStates } from 'nuqs'
import { deliveryFilters } from './delivery-filters.ts'

export function useDeliveryFilters() {
  const [values, setValues] = useQueryStates(deliveryFilters, { history: 'push' })
  const { cursor, ...narrowing } = values
  return {
    values,
    /** Narrowing starts at the newest again: a cursor belongs to the list it was made for. */
    set: (change: Partial<typeof values>) => void setValues({ cursor: null, ...change }),
    turn: (to: string | null) => void setValues({ cursor: to }),
    clear: () => void setValues(null),
    isFiltered: Object.values(narrowing).some((value) => value !== null),
    isNewestPage: cursor === null,
  }
}

export type DeliveryFilters = ReturnType<typeof useDeliveryFilters>
