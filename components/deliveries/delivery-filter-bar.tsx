'use client'

import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { DeliveryStatusFilter } from '../../server/contract/delivery.ts'
import { deliveryStatusFilters } from '../../server/contract/delivery-words.ts'
import { EventTypeFilter } from '../event-types/event-type-filter.tsx'
import { shortened } from '../ids/id-text.tsx'
import { deliveryStatusWord } from '../status/delivery-status.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { FilterSelect } from '../table/filter-select.tsx'
import { MoreFilters } from '../table/more-filters.tsx'
import { TimeRangeSelect } from '../table/time-range-select.tsx'
import { CodeSelect } from './code-select.tsx'
import { ErrorFilter } from './error-filter.tsx'
import { PayloadField } from './payload-field.tsx'
import type { DeliveryFilters } from './use-delivery-filters.ts'

const statuses = deliveryStatusFilters.map((value) => ({
  value,
  label: value === 'waiting' ? 'Waiting' : deliveryStatusWord(value),
}))

/** Narrows the list of deliveries. Every choice is in the URL and starts at the newest page again. */
export function DeliveryFilterBar({ filters }: { filters: DeliveryFilters }) {
  const { values, set, clear, isFiltered } = filters
  const chosen = [values.status, values.type, values.error, values.code ?? values.code_class, values.after]
  const narrowing = chosen.filter((value) => value !== null).length
  return (
    <>
      <PayloadField value={values.payload} onSearch={(payload) => set({ payload })} />
      <MoreFilters set={narrowing}>
        <FilterSelect
          label="Status"
          any="Any status"
          width={118}
          data={statuses}
          value={values.status}
          onChange={(status) => set({ status: status as DeliveryStatusFilter | null })}
        />
        <EventTypeFilter width={140} value={values.type} onChange={(type) => set({ type })} />
        <ErrorFilter width={132} value={values.error} onChange={(error) => set({ error })} />
        <CodeSelect filters={filters} />
        <TimeRangeSelect after={values.after} onChange={(after) => set({ after, before: null })} />
      </MoreFilters>
      {values.subscription && (
        <FilterChip name="Subscription" onRemove={() => set({ subscription: null })}>
          {shortened(values.subscription)}
        </FilterChip>
      )}
      {values.event && (
        <FilterChip name="Event" onRemove={() => set({ event: null })}>
          {shortened(values.event)}
        </FilterChip>
      )}
      {isFiltered && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={13} />} onClick={clear}>
          Clear
        </Button>
      )}
    </>
  )
}
