'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import type { Subscription } from '../../server/contract/subscription.ts'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { SubscriptionStatus } from '../status/subscription-status.tsx'
import classes from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { EventPatterns } from './event-patterns.tsx'
import { subscriptionFilters } from './subscription-filters.ts'
import { UrlText } from './url-text.tsx'

const statuses = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'disabled', label: 'Disabled' },
]

const columns: ListColumn<Subscription>[] = [
  {
    key: 'url',
    title: 'URL',
    render: (row) => (
      <div className={classes.stacked}>
        <Link href={`/subscriptions/${row.id}`} className={classes.link}>
          <UrlText url={row.url} />
        </Link>
        {row.description && <span className={classes.secondary}>{row.description}</span>}
        <span className={classes.narrowOnly}>
          <SubscriptionStatus subscription={row} />
        </span>
      </div>
    ),
  },
  {
    key: 'status',
    title: 'Status',
    wideOnly: true,
    width: 140,
    render: (row) => <SubscriptionStatus subscription={row} />,
  },
  { key: 'events', title: 'Events', wideOnly: true, render: (row) => <EventPatterns patterns={row.events} /> },
  {
    key: 'id',
    title: 'ID',
    wideOnly: true,
    width: 190,
    render: (row) => <IdText id={row.id} what="subscription id" />,
  },
  {
    key: 'success',
    title: 'Last success',
    width: 120,
    align: 'right',
    render: (row) => <RelativeTime at={row.last_success_at} fallback="never" />,
  },
]

export function SubscriptionList() {
  const trpc = useTRPC()
  const router = useRouter()
  const tenant = useTenantFilter()
  const mayWrite = useMay('subscriptions:write')
  const [filters, setFilters] = useQueryStates(subscriptionFilters, { history: 'push' })
  const list = useQuery({
    ...trpc.subscriptions.list.queryOptions({ ...tenant, ...withoutNulls(filters) }),
    placeholderData: keepPreviousData,
  })
  const filtered = filters.status !== null || filters.circuit !== null

  return (
    <Page
      title="Subscriptions"
      description="Where events go. Each subscription has a URL, the events it takes and its own signing secret."
      actions={mayWrite && <NewSubscriptionButton />}
    >
      <FilterBar>
        <SegmentedControl
          size="xs"
          aria-label="Status"
          data={statuses}
          value={filters.status ?? 'all'}
          onChange={(value) => void setFilters({ status: value === 'all' ? null : (value as 'active'), cursor: null })}
        />
      </FilterBar>
      <DataList
        label="Subscriptions"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={(row) => router.push(`/subscriptions/${row.id}`)}
        empty={
          filtered ? (
            <EmptyState
              icon={IconPlugConnected}
              title="No subscription matches"
              action={
                <Button variant="default" onClick={() => void setFilters(null)}>
                  Clear filters
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={IconPlugConnected}
              title="No subscriptions yet"
              action={mayWrite && <NewSubscriptionButton />}
            >
              Subscribe a URL to events. Everything that is published afterwards and matches is signed and sent there.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}

function NewSubscriptionButton() {
  return (
    <Button component={Link} href="/subscriptions/new" leftSection={<IconPlus size={14} />}>
      New subscription
    </Button>
  )
}
