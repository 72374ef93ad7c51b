'use client'

import { Group } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState, useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { DeadLetter } from '../../server/contract/dead-letter.ts'
import { DeliveryDrawer } from '../deliveries/delivery-drawer.tsx'
import { ErrorFilter } from '../deliveries/error-filter.tsx'
import { outcomeText } from '../deliveries/outcome.ts'
import { OutcomeText } from '../deliveries/outcome-text.tsx'
import { EventTypeFilter } from '../event-types/event-type-filter.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { NothingMatches } from '../states/nothing-matches.tsx'
import { SubscriptionFilter } from '../subscriptions/subscription-filter.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { Pager } from '../table/pager.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { DeadLetterActions } from './dead-letter-actions.tsx'
import { deadLetterFilters } from './dead-letter-filters.ts'
import { NoDeadLetters } from './no-dead-letters.tsx'

const letterColumns: ListColumn<DeadLetter>[] = [
  {
    key: 'type',
    title: 'Event',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/deliveries/${row.id}`} className={`${cells.link} ${cells.mono} ${cells.type}`} title={row.type}>
          {row.type}
        </Link>
        <span className={`${cells.secondary} ${cells.untilVery}`}>
          <UrlText url={row.url} isDeleted={row.subscription_deleted} />
        </span>
        <span className={cells.narrowOnly}>
          <OutcomeText code={row.code} error={row.error} />
          <Attempts letter={row} />
        </span>
      </div>
    ),
  },
  {
    key: 'url',
    title: 'To',
    wideOnly: 'very',
    render: (row) => (
      <div className={cells.stacked}>
        <UrlText url={row.url} isDeleted={row.subscription_deleted} />
      </div>
    ),
  },
  {
    key: 'why',
    title: 'Reason',
    width: 150,
    wideOnly: true,
    render: (row) => (
      <div className={cells.stacked}>
        <OutcomeText code={row.code} error={row.error} />
        <span className={`${cells.small} ${cells.untilVery}`}>
          <Attempts letter={row} />
        </span>
      </div>
    ),
  },
  {
    key: 'cause',
    title: 'Attempts',
    width: 190,
    wideOnly: 'very',
    render: (row) => <Attempts letter={row} />,
  },
  {
    key: 'accepted',
    title: 'Accepted',
    width: 110,
    align: 'right',
    wideOnly: 'most',
    render: (row) => <RelativeTime at={row.created_at} />,
  },
  {
    key: 'given-up',
    title: 'Given up',
    width: 110,
    align: 'right',
    render: (row) => <RelativeTime at={row.died_at} />,
  },
]

function Attempts({ letter: { cause, attempt_count, absent } }: { letter: DeadLetter }) {
  return (
    <span>
      {`${attempt_count} ${attempt_count === 1 ? 'attempt' : 'attempts'}`}
      {cause === 'expired' && ', too old'}
      {absent && <span className={cells.faint}> · receiver away</span>}
    </span>
  )
}

/** The letters one by one, narrowed by filters; actions mean the chosen ones, or all that match. */
export function DeadLetterList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const mayWrite = useMay('deliveries:write')
  const [filters, setFilters] = useQueryStates(deadLetterFilters, { history: 'push' })
  const [openId, setOpenId] = useQueryState('open', parseAsString.withOptions({ history: 'push' }))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const list = useQuery({
    ...trpc.deadLetters.list.queryOptions({ ...tenant, ...withoutNulls(filters) }),
    placeholderData: keepPreviousData,
    refetchInterval: chosen.size > 0 || filters.cursor ? false : 5_000,
  })
  const columns = useWithTenant(letterColumns, list.data?.data)
  const { cursor: _, ...narrowing } = filters
  const narrow = (change: Partial<typeof filters>) => {
    setChosen(new Set())
    void setFilters({ cursor: null, ...change })
  }
  const isFiltered = Object.values(narrowing).some((value) => value !== null)
  const older = list.data?.next_cursor
  const [first] = list.data?.data ?? []
  const groupName = (first && outcomeText(first)) ?? 'of the same kind'

  return (
    <>
      <FilterBar parsers={deadLetterFilters}>
        <EventTypeFilter width={170} value={filters.type} onChange={(type) => narrow({ type })} />
        <ErrorFilter width={170} value={filters.error} onChange={(error) => narrow({ error })} />
        <SubscriptionFilter
          width={170}
          value={filters.subscription}
          onChange={(subscription) => narrow({ subscription })}
        />
        {filters.fingerprint && (
          <FilterChip name="Group" onRemove={() => narrow({ fingerprint: null })}>
            {groupName}
          </FilterChip>
        )}
        {mayWrite && (list.data?.data.length ?? 0) > 0 && (
          <Group gap="xs" ml={{ base: 0, sm: 'auto' }} className="filter-wide">
            <DeadLetterActions
              chosen={chosen.size > 0 ? { ids: [...chosen] } : { filter: { ...tenant, ...withoutNulls(narrowing) } }}
              suffix={chosen.size > 0 ? ` ${chosen.size}` : isFiltered ? ' all matching' : ' all'}
              onDone={() => setChosen(new Set())}
            />
          </Group>
        )}
      </FilterBar>
      <DataList
        label="Dead letters"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={({ id }) => void setOpenId(id)}
        openId={openId}
        {...(mayWrite && {
          selection: { ids: chosen, change: setChosen, label: (row: DeadLetter) => `${row.type} to ${row.url}` },
        })}
        toNewest={filters.cursor && !older ? () => void setFilters({ cursor: null }) : undefined}
        empty={
          isFiltered || older ? (
            <NothingMatches
              icon={IconMailOff}
              title="No dead letter matches"
              older={older}
              onOlder={(cursor) => void setFilters({ cursor })}
              onClear={() => void setFilters(null)}
            />
          ) : (
            <NoDeadLetters scope={tenant} />
          )
        }
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
      <DeliveryDrawer id={openId} onClose={() => void setOpenId(null)} />
    </>
  )
}
