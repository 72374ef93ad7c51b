'use client'

import { IconBolt } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import type { Event } from '../../server/contract/event.ts'
import { EventTypeFilter } from '../event-types/event-type-filter.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { NothingMatches } from '../states/nothing-matches.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { TimeRangeChip, TimeRangeSelect } from '../table/time-range-select.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { asEventQuery, eventFilters } from './event-filters.ts'
import { EventOutcome } from './event-outcome.tsx'
import { EventSearch } from './event-search.tsx'

const eventColumns: ListColumn<Event>[] = [
  {
    key: 'type',
    title: 'Type',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/events/${row.id}`} className={`${cells.link} ${cells.mono} ${cells.type}`} title={row.type}>
          {row.type}
          <span className={cells.faint}>
            @{row.version}
            {row.test && ' · test'}
          </span>
        </Link>
        <span className={cells.narrowOnly}>
          <IdText id={row.id} what="event id" />
        </span>
        {row.correlation_id !== row.id && (
          <span className={cells.untilVery}>
            <IdText id={row.correlation_id} what="correlation id" />
          </span>
        )}
      </div>
    ),
  },
  { key: 'id', title: 'ID', wideOnly: true, width: 180, render: (row) => <IdText id={row.id} what="event id" /> },
  {
    key: 'correlation',
    title: 'Correlation',
    width: 180,
    wideOnly: 'very',
    render: (row) =>
      row.correlation_id === row.id ? (
        <span className={cells.faint}>—</span>
      ) : (
        <IdText id={row.correlation_id} what="correlation id" />
      ),
  },
  {
    key: 'deliveries',
    title: 'Deliveries',
    width: 232,
    narrowWidth: 100,
    render: (row) => <EventOutcome event={row} />,
  },
  {
    key: 'accepted',
    title: 'Accepted',
    width: 110,
    narrowWidth: 94,
    align: 'right',
    render: (row) => <RelativeTime at={row.accepted_at} />,
  },
]

export function EventList() {
  const trpc = useTRPC()
  const router = useRouter()
  const tenant = useTenantFilter()
  const [filters, setFilters] = useQueryStates(eventFilters, { history: 'push' })
  const narrow = (change: Partial<typeof filters>) => void setFilters({ cursor: null, ...change })
  const list = useQuery({
    ...trpc.events.list.queryOptions({ ...tenant, ...withoutNulls(asEventQuery(filters)) }),
    placeholderData: keepPreviousData,
    refetchInterval: filters.cursor ? false : 5_000,
  })
  const columns = useWithTenant(eventColumns, list.data?.data)
  const { cursor: _, ...narrowing } = filters
  const isFiltered = Object.values(narrowing).some((value) => value !== null)
  const older = list.data?.next_cursor

  return (
    <Page title="Events" description="What was published, as it was accepted, with who got it and who did not.">
      <FilterBar parsers={eventFilters}>
        <EventSearch
          correlationId={filters.correlation_id}
          idempotencyKey={filters.idempotency_key}
          onSearch={narrow}
        />
        <EventTypeFilter width={180} value={filters.type} onChange={(type) => narrow({ type })} />
        <TimeRangeSelect range={filters} onChange={narrow} />
        <TimeRangeChip range={filters} onChange={narrow} />
      </FilterBar>
      <DataList
        label="Events"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        isStale={list.isPlaceholderData}
        onOpen={({ id }) => router.push(`/events/${id}`)}
        toNewest={filters.cursor && !older ? () => void setFilters({ cursor: null }) : undefined}
        empty={
          isFiltered ? (
            <NothingMatches
              icon={IconBolt}
              title="No event matches"
              older={older}
              onOlder={(cursor) => void setFilters({ cursor })}
              onClear={() => void setFilters(null)}
            />
          ) : (
            <EmptyState icon={IconBolt} title="No events yet">
              Publish one with POST /api/v1/webhooks/events and an API key, or send a test event from a subscription.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}
