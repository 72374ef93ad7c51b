'use client'

import { Anchor, TextInput } from '@mantine/core'
import { IconSchema, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { EventType } from '../../server/contract/event-type.ts'
import { Page } from '../page/page.tsx'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { NothingMatches } from '../states/nothing-matches.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { catalogueOrder } from './catalogue-order.ts'
import { EventTypeButton } from './event-type-button.tsx'
import { eventTypePath } from './event-type-path.ts'
import { ValidationBadge } from './validation-badge.tsx'

const columns: ListColumn<EventType>[] = [
  {
    key: 'name',
    title: 'Name',
    width: '22%',
    narrowWidth: 180,
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={eventTypePath(row)} className={`${cells.link} ${cells.mono}`}>
          {row.name}
        </Link>
      </div>
    ),
  },
  { key: 'version', title: 'Version', width: 80, narrowWidth: 72, render: (row) => row.version },
  { key: 'description', title: 'Description', wideOnly: true, render: (row) => row.description || '—' },
  { key: 'group', title: 'Group', width: 116, wideOnly: 'very', render: (row) => row.group || '—' },
  {
    key: 'validation',
    title: 'Validation',
    width: 124,
    narrowWidth: 108,
    render: (row) => <ValidationBadge validation={row.validation} />,
  },
]

export function EventTypeList() {
  const trpc = useTRPC()
  const router = useRouter()
  const mayWrite = useMay('event-types:write')
  const [text, setText] = useState('')
  const list = useQuery(trpc.eventTypes.list.queryOptions({ limit: 100 }))
  const wanted = text.trim().toLowerCase()
  const rows = list.data?.data
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .toSorted(catalogueOrder)
  return (
    <Page
      title="Event types"
      description={
        <>
          The catalogue: what can happen, with a schema and a realistic example of each. Types are added{' '}
          {mayWrite && 'here or '}over the{' '}
          <Anchor component={Link} href="/docs/api" inherit underline="always">
            API
          </Anchor>
          .
        </>
      }
      actions={<EventTypeButton purpose="new" />}
    >
      <FilterBar>
        <TextInput
          size="xs"
          className="filter-wide"
          w={{ base: '100%', sm: 260 }}
          placeholder="Find a type"
          aria-label="Find a type"
          leftSection={<IconSearch size={13} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </FilterBar>
      <DataList
        label="Event types"
        columns={columns}
        rows={rows}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={(row) => router.push(eventTypePath(row))}
        empty={
          wanted ? (
            <NothingMatches icon={IconSchema} title="No type matches" older={null} onClear={() => setText('')} />
          ) : (
            <EmptyState icon={IconSchema} title="No event types yet" action={<EventTypeButton purpose="new" />} />
          )
        }
      />
    </Page>
  )
}
