'use client'

import { Select } from '@mantine/core'
import { useState } from 'react'
import { SearchForm } from '../table/search-form.tsx'
import classes from './event-search.module.css'

type Field = 'correlation_id' | 'idempotency_key'

const fields: { value: Field; label: string }[] = [
  { value: 'correlation_id', label: 'Correlation id' },
  { value: 'idempotency_key', label: 'Idempotency key' },
]

/** Finds events by what the publisher knows of them. */
export function EventSearch(props: {
  correlationId: string | null
  idempotencyKey: string | null
  onSearch: (found: Record<Field, string | null>) => void
}) {
  const [field, setField] = useState<Field>(props.idempotencyKey ? 'idempotency_key' : 'correlation_id')
  return (
    <SearchForm
      className={classes.search}
      name={field}
      replaces={fields.map(({ value }) => value)}
      value={props.correlationId ?? props.idempotencyKey}
      onSearch={(text) => props.onSearch({ correlation_id: null, idempotency_key: null, [field]: text })}
      label="Id, or the exact value to search for"
      placeholder="Exact value or id, then Enter"
      width={244}
    >
      <Select
        size="xs"
        w={140}
        flex="none"
        allowDeselect={false}
        aria-label="Search by"
        data={fields}
        value={field}
        onChange={(value) => value && setField(value as Field)}
      />
    </SearchForm>
  )
}
