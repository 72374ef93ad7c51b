'use client'

import { IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import type { AuditEntry } from '../../server/contract/audit.ts'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { pageOfId } from '../shell/page-of-id.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { FilterChip } from '../table/filter-chip.tsx'
import { FilterSelect } from '../table/filter-select.tsx'
import { Pager } from '../table/pager.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { auditFilters, targetKinds } from './audit-filters.ts'
import { ChangeText } from './change-text.tsx'

const columns: ListColumn<AuditEntry>[] = [
  {
    key: 'action',
    title: 'Action',
    render: (row) => (
      <div className={cells.stacked}>
        <ActionText action={row.action} />
        <span className={cells.untilVery}>{row.actor.name ?? row.actor.kind}</span>
        <span className={cells.narrowOnly}>
          <Target entry={row} />
        </span>
      </div>
    ),
  },
  {
    key: 'actor',
    title: 'Who',
    wideOnly: 'very',
    width: 160,
    render: (row) => <span title={`${row.actor.kind} ${row.actor.id ?? ''}`}>{row.actor.name ?? row.actor.kind}</span>,
  },
  {
    key: 'target',
    title: 'What',
    wideOnly: true,
    width: 200,
    render: (row) => <Target entry={row} />,
  },
  {
    key: 'change',
    title: 'Change',
    wideOnly: true,
    render: (row) => <ChangeText before={row.before} after={row.after} />,
  },
  {
    key: 'ip',
    title: 'From',
    wideOnly: 'most',
    width: 130,
    render: (row) => (row.ip ? <span className={cells.mono}>{row.ip}</span> : <span className={cells.faint}>—</span>),
  },
  { key: 'at', title: 'When', width: 110, align: 'right', render: (row) => <RelativeTime at={row.created_at} /> },
]

/** May break behind its dot. */
function ActionText({ action }: { action: string }) {
  const [kind, verb] = action.split('.', 2)
  return (
    <span className={cells.mono}>
      {kind}.<wbr />
      {verb}
    </span>
  )
}

/** What it was done to, with the way there unless that is gone. */
function Target({ entry: { action, target } }: { entry: AuditEntry }) {
  const page = action.endsWith('.delete') ? null : pageOfId(target.id)
  const id = <IdText id={target.id} what={`${target.kind} id`} {...(page && { href: page.href })} />
  if (target.name === null) return id
  return (
    <span className={cells.stacked}>
      {target.kind === 'subscription' ? <UrlText url={target.name} /> : <span>{target.name}</span>}
      <span className={cells.secondary}>{id}</span>
    </span>
  )
}

export function AuditList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const [filters, setFilters] = useQueryStates(auditFilters, { history: 'push' })
  const list = useQuery({
    ...trpc.audit.list.queryOptions({ ...tenant, ...withoutNulls(filters) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page title="Audit log" description="Who did what, from where. Entries are only ever added.">
      <FilterBar parsers={auditFilters}>
        <FilterSelect
          label="Kind of thing"
          any="Anything"
          width={180}
          data={targetKinds}
          value={filters.target_kind}
          onChange={(target_kind) => void setFilters({ target_kind, cursor: null })}
        />
        {filters.target && (
          <FilterChip name="Target" onRemove={() => void setFilters({ target: null, cursor: null })}>
            {filters.target}
          </FilterChip>
        )}
      </FilterBar>
      <DataList
        label="Audit entries"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState icon={IconHistory} title="Nothing matches" />}
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}
