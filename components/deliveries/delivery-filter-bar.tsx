'use client'

import { Text } from '@mantine/core'
import type { DeliveryStatusFilter } from '../../server/contract/delivery.ts'
import { deliveryStatuses, deliveryStatusGroups } from '../../server/contract/delivery-words.ts'
import { EventTypeFilter } from '../event-types/event-type-filter.tsx'
import { shortened } from '../ids/id-text.tsx'
import { deliveryStatusWord } from '../status/delivery-status.tsx'
import { SubscriptionFilter } from '../subscriptions/subscription-filter.tsx'
import { ClearFilters } from '../table/clear-filters.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { FilterSelect } from '../table/filter-select.tsx'
import { MoreFilters } from '../table/more-filters.tsx'
import { TimeRangeChip, TimeRangeSelect } from '../table/time-range-select.tsx'
import { errorWord } from './outcome.ts'
import { PayloadField } from './payload-field.tsx'
import { ResultFilter } from './result-filter.tsx'
import type { DeliveryFilters } from './use-delivery-filters.ts'

const hints: Partial<Record<DeliveryStatusFilter, string>> = {
  pending: 'not tried yet, held or not',
  retrying: 'tried, and will be again, held or not',
  failed: 'given up: a dead letter',
  held: 'to be sent, but its subscription waits',
  waiting: 'to be sent, or sent again',
  undelivered: 'waiting or failed',
}

const option = (value: DeliveryStatusFilter) => ({ value, label: deliveryStatusWord(value) })
const statuses = [
  { group: 'One', items: deliveryStatuses.map(option) },
  { group: 'Several together', items: deliveryStatusGroups.map(option) },
]

/** Filters by an id of ours, which come with links. */
const ofThings = [
  ['Event', 'event'],
  ['Batch', 'batch'],
  ['Replay', 'replay'],
] as const

/** Narrows the list of deliveries. Every choice is in the URL and starts at the newest page again. */
export function DeliveryFilterBar({ filters }: { filters: DeliveryFilters }) {
  const { values, set, clear, isFiltered } = filters
  const result = values.code ?? values.code_class ?? values.error
  const chosen = [values.status, values.type, values.subscription, result, values.after ?? values.before]
  const narrowing = chosen.filter((value) => value !== null).length
  // A link may ask for a code and an error at once; the field shows one of them.
  const alsoError = result === values.error ? null : values.error
  return (
    <>
      <PayloadField
        value={values.payload}
        onSearch={(payload) => set({ payload })}
        onType={(type) => set({ type, payload: null })}
        onCorrelation={(correlation_id) => set({ correlation_id, payload: null })}
      />
      <MoreFilters set={narrowing}>
        <FilterSelect
          label="Status"
          any="Any status"
          width={114}
          data={statuses}
          comboboxProps={{ width: 270, position: 'bottom-start' }}
          maxDropdownHeight={420}
          renderOption={({ option: { value, label } }) => (
            <div>
              {label}
              <Text size="xs" c="dimmed">
                {hints[value as DeliveryStatusFilter]}
              </Text>
            </div>
          )}
          value={values.status}
          onChange={(status) => set({ status: status as DeliveryStatusFilter | null })}
        />
        <EventTypeFilter width={124} value={values.type} onChange={(type) => set({ type })} />
        <SubscriptionFilter
          width={138}
          value={values.subscription}
          onChange={(subscription) => set({ subscription })}
        />
        <ResultFilter width={100} filters={filters} />
        <TimeRangeSelect range={values} onChange={set} />
      </MoreFilters>
      {alsoError && (
        <FilterChip name="Failure" onRemove={() => set({ error: null })}>
          {errorWord(alsoError)}
        </FilterChip>
      )}
      {values.attempt_error && (
        <FilterChip
          name="An attempt failed"
          onRemove={() => set({ attempt_error: null, attempt_after: null, attempt_before: null })}
        >
          {errorWord(values.attempt_error)}
        </FilterChip>
      )}
      <TimeRangeChip
        name="It failed"
        range={{ after: values.attempt_after, before: values.attempt_before }}
        onChange={({ after, before }) => set({ attempt_after: after, attempt_before: before })}
      />
      {ofThings.map(([name, field]) => {
        const id = values[field]
        return (
          id && (
            <FilterChip key={field} name={name} onRemove={() => set({ [field]: null })}>
              {shortened(id)}
            </FilterChip>
          )
        )
      })}
      {values.correlation_id && (
        <FilterChip name="Correlation" onRemove={() => set({ correlation_id: null })}>
          {values.correlation_id}
        </FilterChip>
      )}
      <TimeRangeChip range={values} onChange={set} />
      {isFiltered && <ClearFilters onClear={clear} />}
    </>
  )
}
