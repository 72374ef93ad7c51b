'use client'

import { CloseButton, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { pageOfId } from '../shell/page-of-id.ts'
import classes from './event-search.module.css'

type Field = 'correlation_id' | 'idempotency_key'

const fields = [
  { value: 'correlation_id', label: 'Correlation id' },
  { value: 'idempotency_key', label: 'Idempotency key' },
]

/** Finds events by what the publisher knows of them. An id of ours goes straight to its page. */
export function EventSearch(props: {
  correlationId: string | null
  idempotencyKey: string | null
  onSearch: (found: Record<Field, string | null>) => void
}) {
  const router = useRouter()
  const given = props.correlationId ?? props.idempotencyKey ?? ''
  const [field, setField] = useState<Field>(props.idempotencyKey ? 'idempotency_key' : 'correlation_id')
  const [text, setText] = useState(given)

  function search(wanted: string) {
    const page = pageOfId(wanted)
    if (page) return router.push(page.href)
    const value = wanted.trim() || null
    props.onSearch({ correlation_id: null, idempotency_key: null, [field]: value })
  }

  return (
    <form
      className={`${classes.search} filter-wide`}
      onSubmit={(event) => {
        event.preventDefault()
        search(text)
      }}
    >
      <Select
        size="xs"
        w={140}
        allowDeselect={false}
        aria-label="Search by"
        data={fields}
        value={field}
        onChange={(value) => value && setField(value as Field)}
      />
      <TextInput
        size="xs"
        flex="1 1 230px"
        placeholder="Exact value, then Enter"
        aria-label="Value to search for"
        leftSection={<IconSearch size={13} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          text && (
            <CloseButton
              size={18}
              iconSize={12}
              aria-label="Clear the search"
              onClick={() => {
                setText('')
                search('')
              }}
            />
          )
        }
      />
    </form>
  )
}
