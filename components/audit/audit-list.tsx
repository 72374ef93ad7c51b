'use client'

import { IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import type { AuditEntry } from '../../server/contract/audit.ts'
import { shortened } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { NothingMatches } from '../states/nothing-matches.tsx'
import cells from '../table/cells.module.css'
import { ClearFilters } from '../table/clear-filters.tsx'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { FilterSelect } from '../table/filter-select.tsx'
import { Pager } from '../table/pager.tsx'
import { TimeRangeChip, TimeRangeSelect } from '../table/time-range-select.tsx'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { ActorFilter } from './actor-filter.tsx'
import { auditFilters, auditQuery, targetKinds } from './audit-filters.ts'
import { auditActions } from './audit-words.ts'
import { ChangeText } from './change-text.tsx'
import { EntrySentence } from './entry-sentence.tsx'

function columnsFor(narrow: {
  onActor: (id: string) => void
  onTarget: (id: string) => void
}): ListColumn<AuditEntry>[] {
  return [
    {
      key: 'action',
      title: 'What happened',
      render: (row) => (
        <div className={cells.stacked}>
          <EntrySentence entry={row} {...narrow} />
          {row.ip && (
            <span className={`${cells.untilMost} ${cells.faint} ${cells.small}`}>
              <span>
                from <span className={cells.mono}>{row.ip}</span>
              </span>
            </span>
          )}
          <span className={cells.narrowOnly}>
            <Change entry={row} fallback="" />
          </span>
        </div>
      ),
    },
    { key: 'change', title: 'Change', wideOnly: true, render: (row) => <Change entry={row} /> },
    {
      key: 'ip',
      title: 'From',
      wideOnly: 'most',
      width: 130,
      render: (row) => (row.ip ? <span className={cells.mono}>{row.ip}</span> : <span className={cells.faint}>—</span>),
    },
    { key: 'at', title: 'When', width: 110, align: 'right', render: (row) => <RelativeTime at={row.created_at} /> },
  ]
}

function Change({ entry: { action, before, after }, fallback }: { entry: AuditEntry; fallback?: string }) {
  return <ChangeText action={action} before={before} after={after} {...(fallback !== undefined && { fallback })} />
}

export function AuditList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const [filters, setFilters] = useQueryStates(auditFilters, { history: 'push' })
  const { cursor: _, ...narrowing } = filters
  const isFiltered = Object.values(narrowing).some((value) => value !== null)
  const narrow = (by: Partial<typeof filters>) => void setFilters({ ...by, cursor: null })
  const list = useQuery({
    ...trpc.audit.list.queryOptions({ ...tenant, ...auditQuery(filters) }),
    placeholderData: keepPreviousData,
  })
  const columns = useWithTenant(
    columnsFor({ onActor: (actor) => narrow({ actor }), onTarget: (target) => narrow({ target }) }),
    list.data?.data,
    { from: 'all' },
  )
  return (
    <Page title="Audit log" description="Who did what, from where. Entries are only ever added.">
      <FilterBar parsers={auditFilters}>
        <ActorFilter value={filters.actor} onChange={(actor) => narrow({ actor })} />
        <FilterSelect
          label="Kind of target"
          any="Any target"
          width={140}
          data={targetKinds}
          value={filters.target_kind}
          onChange={(target_kind) => narrow({ target_kind, action: null })}
        />
        <FilterSelect
          label="What was done"
          any="Any action"
          width={180}
          searchable
          data={actionsOf(filters.target_kind, filters.action)}
          value={filters.action}
          onChange={(action) => narrow({ action })}
        />
        <TimeRangeSelect range={filters} onChange={narrow} />
        <TimeRangeChip name="Done" range={filters} onChange={narrow} />
        {filters.target && (
          <FilterChip name="Done to" onRemove={() => narrow({ target: null })}>
            {targetName(list.data?.data, filters.target)}
          </FilterChip>
        )}
        {isFiltered && <ClearFilters onClear={() => void setFilters(null)} />}
      </FilterBar>
      <DataList
        label="Audit entries"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        toNewest={filters.cursor && !list.data?.next_cursor ? () => void setFilters({ cursor: null }) : undefined}
        isStale={list.isPlaceholderData}
        empty={
          isFiltered ? (
            <NothingMatches
              icon={IconHistory}
              title="Nothing matches"
              older={list.data?.next_cursor}
              onOlder={(cursor) => void setFilters({ cursor })}
              onClear={() => void setFilters(null)}
            />
          ) : (
            <EmptyState icon={IconHistory} title="Nothing was recorded yet" />
          )
        }
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}

/** A link may name an action that has no words. */
function actionsOf(kind: string | null, chosen: string | null) {
  const actions = auditActions(kind)
  if (chosen === null || actions.some(({ value }) => value === chosen)) return actions
  return [...actions, { value: chosen, label: chosen }]
}

function targetName(rows: AuditEntry[] | undefined, id: string): string {
  return rows?.find(({ target }) => target.id === id)?.target.name ?? shortened(id)
}
