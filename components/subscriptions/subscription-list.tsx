'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { AppFilter } from '../apps/app-filter.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { NothingMatches } from '../states/nothing-matches.tsx'
import { DataList } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { SearchForm } from '../table/search-form.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { subscriptionColumns } from './subscription-columns.tsx'
import { choiceOf, healthChoices, narrowingOf, subscriptionFilters } from './subscription-filters.ts'

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
  const ids = list.data?.data.map(({ id }) => id).join() ?? ''
  const activity = useQuery({
    ...trpc.stats.subscriptions.queryOptions({ ids }, { enabled: ids !== '', refetchInterval: 30_000 }),
    placeholderData: keepPreviousData,
  })
  const ownColumns = useMemo(() => subscriptionColumns(activity.data?.data), [activity.data])
  const columns = useWithTenant(ownColumns, list.data?.data)
  const { cursor: _, ...narrowing } = filters
  const isFiltered = Object.values(narrowing).some((value) => value !== null)
  const older = list.data?.next_cursor

  return (
    <Page
      title="Subscriptions"
      description="Where events go. Each subscription has a URL, the events it takes and its own signing secret."
      actions={mayWrite && <NewSubscriptionButton />}
    >
      <FilterBar parsers={subscriptionFilters}>
        <SearchForm
          name="search"
          value={filters.search}
          onSearch={(search) => void setFilters({ search, cursor: null })}
          label="Id, or a part of the URL or the description"
          placeholder="URL or description, then Enter"
          width={250}
        />
        <SegmentedControl
          size="xs"
          aria-label="Status"
          className="filter-wide"
          w={{ base: '100%', sm: 'auto' }}
          data={healthChoices}
          value={choiceOf(filters)}
          onChange={(choice) => void setFilters({ ...narrowingOf(choice), cursor: null })}
        />
        <AppFilter value={filters.app} onChange={(app) => void setFilters({ app, cursor: null })} />
      </FilterBar>
      <DataList
        label="Subscriptions"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        isStale={list.isPlaceholderData}
        onOpen={(row) => router.push(`/subscriptions/${row.id}`)}
        toNewest={filters.cursor && !older ? () => void setFilters({ cursor: null }) : undefined}
        empty={
          isFiltered ? (
            <NothingMatches
              icon={IconPlugConnected}
              title="No subscription matches"
              older={older}
              onOlder={(cursor) => void setFilters({ cursor })}
              onClear={() => void setFilters(null)}
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
