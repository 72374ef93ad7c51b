'use client'

import { Anchor, Button } from '@mantine/core'
import { useWindowScroll } from '@mantine/hooks'
import { IconArrowUp, IconSend2 } from '@tabler/icons-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import type { DeliverySummary, PayloadSearch } from '../../server/contract/delivery.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { DataList } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { deliveryColumns } from './delivery-columns.tsx'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import { DeliveryFilterBar } from './delivery-filter-bar.tsx'
import { asFilter, deliveryFilters } from './delivery-filters.ts'
import classes from './delivery-list.module.css'
import { LiveToggle } from './live-toggle.tsx'
import { SavedViews } from './saved-views.tsx'
import { SearchedNote, SearchedText } from './searched-note.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useDeliveryFilters } from './use-delivery-filters.ts'
import { useLiveDeliveries } from './use-live-deliveries.ts'

export function DeliveryList() {
  const filters = useDeliveryFilters()
  const [openId, setOpenId] = useQueryState('open', parseAsString.withOptions({ history: 'push' }))
  const [live, setLive] = useState(true)
  const [pointed, setPointed] = useState(false)
  const [{ y }] = useWindowScroll()
  const tenant = useTenantFilter()
  const viewer = useViewer()
  const mayWrite = useMay('deliveries:write')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isAll, setIsAll] = useState(false)
  const choose = (ids: ReadonlySet<string>) => {
    setChosen(ids)
    setIsAll(false)
  }
  const view = JSON.stringify([tenant, filters.values])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to the list it was chosen in
  useEffect(() => choose(new Set()), [view])
  // Whoever points at a row, has scrolled, has one open or has chosen some is reading: nothing may move.
  const held = pointed || y > 0 || openId !== null || chosen.size > 0
  const { query, rows, fresh, showFresh } = useLiveDeliveries(filters, { live, held })

  const isOfSeveral = !filters.isNewestPage || (query.data?.next_cursor ?? null) !== null

  const columns = useWithTenant(deliveryColumns, rows, { from: 'all' })

  /** Following starts at the newest. */
  const toggleLive = () => {
    if (!filters.isNewestPage) filters.turn(null)
    setLive((was) => !was || !filters.isNewestPage)
  }
  /** Going back closes what is open, however many were. */
  const open = ({ id }: { id: string }) => void setOpenId(id, { history: openId === null ? 'push' : 'replace' })
  const step = (by: number) => {
    const at = rows?.findIndex(({ id }) => id === openId) ?? -1
    const next = rows?.[openId === null ? 0 : at + by]
    if (next) open(next)
  }
  useKeys({ j: () => step(1), k: () => step(-1), l: toggleLive })

  return (
    <Page title="Deliveries" description="One event on its way to one subscription, with every attempt.">
      <FilterBar parsers={deliveryFilters}>
        <LiveToggle live={live && filters.isNewestPage} onToggle={toggleLive} />
        {viewer.embedded === null && <SavedViews filters={filters} />}
        <DeliveryFilterBar filters={filters} />
      </FilterBar>
      <div
        className={classes.list}
        onPointerEnter={(event) => setPointed(event.pointerType === 'mouse')}
        onPointerLeave={() => setPointed(false)}
      >
        <div className={classes.pillRow} aria-live="polite">
          {fresh > 0 && filters.isNewestPage && (
            <Button
              size="compact-sm"
              radius="xl"
              className={classes.pill}
              leftSection={<IconArrowUp size={14} />}
              onClick={() => {
                showFresh()
                window.scrollTo({ top: 0 })
              }}
            >
              {fresh >= 50 ? '50 or more' : fresh} new
            </Button>
          )}
        </div>
        <SearchedNote searched={filters.values.payload && rows?.length ? query.data?.searched : null} />
        <DataList
          label="Deliveries"
          columns={columns}
          rows={rows}
          error={query.error}
          retry={() => void query.refetch()}
          isStale={query.isPlaceholderData}
          onOpen={open}
          openId={openId}
          {...(mayWrite && {
            selection: { ids: chosen, change: choose, label: (row: DeliverySummary) => `${row.type} to ${row.url}` },
          })}
          empty={<NoDeliveries filters={filters} page={query.data} />}
        />
      </div>
      <SelectionBar
        chosen={chosen}
        isAll={isAll}
        canTakeAll={isOfSeveral && (rows?.every(({ id }) => chosen.has(id)) ?? false)}
        filter={{ ...tenant, ...withoutNulls(asFilter(filters.values)) }}
        onTakeAll={() => setIsAll(true)}
        onClear={() => choose(new Set())}
      />
      <Pager page={query.data} onTurn={filters.turn} />
      <DeliveryDrawer id={openId} onClose={() => void setOpenId(null)} />
    </Page>
  )
}

function NoDeliveries(props: {
  filters: ReturnType<typeof useDeliveryFilters>
  page: { next_cursor: string | null; searched: PayloadSearch | null } | undefined
}) {
  const { filters } = props
  const mayTest = useMay('events:write')
  const mayRead = useMay('events:read')
  const {
    error,
    code,
    code_class: codeClass,
    attempt_error: attemptError,
    correlation_id: correlation,
  } = filters.values
  const isOfResult = error !== null || code !== null || codeClass !== null
  const { next_cursor: nextCursor = null, searched = null } = props.page ?? {}
  if (nextCursor)
    return (
      <EmptyState
        icon={IconSend2}
        title="Nothing among the newest"
        action={
          <Button variant="default" onClick={() => filters.turn(nextCursor)}>
            Look further back
          </Button>
        }
      >
        {searched ? (
          <SearchedText searched={searched} />
        ) : (
          `A search looks at tens of thousands of ${attemptError ? 'failed attempts' : 'deliveries'} at a time. There are older ones.`
        )}
      </EmptyState>
    )
  if (!filters.isNewestPage)
    return (
      <EmptyState
        icon={IconSend2}
        title={filters.isFiltered ? 'Nothing older matches' : 'Nothing older'}
        action={
          <Button variant="default" onClick={() => filters.turn(null)}>
            Back to the newest
          </Button>
        }
      />
    )
  if (filters.isFiltered)
    return (
      <EmptyState
        icon={IconSend2}
        title="No delivery matches"
        action={
          <Button variant="default" onClick={filters.clear}>
            Clear filters
          </Button>
        }
      >
        {isOfResult &&
          'The result of a delivery is that of its last attempt: what failed so and arrived later is not here. '}
        {correlation && mayRead && (
          <>
            What nobody was sent has no delivery.{' '}
            <Anchor
              component={Link}
              inherit
              underline="always"
              href={`/events?correlation_id=${encodeURIComponent(correlation)}`}
            >
              Events with this correlation id
            </Anchor>
          </>
        )}
        {error && (
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => filters.set({ error: null, attempt_error: error })}
          >
            Look for any attempt that failed so
          </Anchor>
        )}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={IconSend2}
      title="No deliveries yet"
      action={
        mayTest && (
          <Button component={Link} href="/test-events" variant="default">
            Write a test event
          </Button>
        )
      }
    >
      They appear here by themselves as soon as an event matches a subscription.
    </EmptyState>
  )
}
