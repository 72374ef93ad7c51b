'use client'

import { Anchor, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconBellCheck, IconCircleCheck, IconEyeOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useQueryStates } from 'nuqs'
import type { Alert } from '../../server/contract/alert.ts'
import { LastFailureText } from '../deliveries/last-failure-text.tsx'
import { useBrowserText } from '../hydration/use-browser-text.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { AlertAction } from './alert-action.tsx'
import { alertFilters, alertQuery } from './alert-filters.ts'
import classes from './alert-list.module.css'
import { alertWords, pastWords, withReadersTime } from './alert-words.ts'
import { NoOpenAlerts } from './no-open-alerts.tsx'

const columns: ListColumn<Alert>[] = [
  { key: 'state', title: 'State', width: 118, wideOnly: true, render: (row) => <AlertState alert={row} /> },
  { key: 'what', title: 'What happened', render: (row) => <What alert={row} withState /> },
  { key: 'where', title: 'Subscription', width: '30%', wideOnly: 'very', render: (row) => <Where alert={row} /> },
  {
    key: 'opened',
    title: 'Since',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => <RelativeTime at={row.opened_at} />,
  },
  {
    key: 'resolved',
    title: 'Resolved',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => <RelativeTime at={row.resolved_at} />,
  },
]

/** What would say the same in every row is left out. */
const openColumns = columns
  .filter(({ key }) => key !== 'state' && key !== 'resolved')
  .map((column) =>
    column.key === 'what'
      ? { ...column, title: 'What, and what to do', render: (row: Alert) => <What alert={row} /> }
      : column,
  )

const choices = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
]

/** What somebody should look at. */
export function AlertList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const [filters, setFilters] = useQueryStates(alertFilters, { history: 'push' })
  const { show } = filters
  const list = useQuery({
    ...trpc.alerts.list.queryOptions({ ...tenant, ...alertQuery(filters) }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  const shownColumns = useWithTenant(show === 'open' ? openColumns : columns, list.data?.data, { inLine: false })
  return (
    <Page
      title="Alerts"
      description="Receivers that need attention. They are checked once a minute; an alert resolves itself when its cause is gone."
    >
      <FilterBar parsers={alertFilters}>
        <SegmentedControl
          size="xs"
          aria-label="State"
          data={choices}
          value={show}
          onChange={(value) => void setFilters({ show: value as typeof show, cursor: null })}
        />
      </FilterBar>
      <DataList
        label="Alerts"
        isTall
        columns={shownColumns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        toNewest={filters.cursor ? () => void setFilters({ cursor: null }) : undefined}
        empty={show === 'open' ? <NoOpenAlerts /> : <EmptyState icon={IconBellCheck} title="No alerts so far" />}
      />
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}

function AlertState({ alert }: { alert: Alert }) {
  if (alert.unwatched) {
    return (
      <StatusBadge tone="quiet" icon={IconEyeOff}>
        Unwatched
      </StatusBadge>
    )
  }
  return alert.resolved_at ? (
    <StatusBadge tone="good" icon={IconCircleCheck}>
      Resolved
    </StatusBadge>
  ) : (
    <StatusBadge tone="bad" icon={IconAlertTriangle}>
      Open
    </StatusBadge>
  )
}

function What({ alert, withState }: { alert: Alert; withState?: boolean }) {
  const mayResume = useMay('subscriptions:write')
  const { title, advice } = alertWords(alert, mayResume)
  return (
    <div className={classes.what}>
      <span className={classes.title}>{title}</span>
      <span className={cells.untilVery}>
        <Where alert={alert} />
      </span>
      <span className={cells.narrowOnly}>
        {withState && <AlertState alert={alert} />}
        <span className={classes.opened}>
          opened <RelativeTime at={alert.opened_at} />
        </span>
      </span>
      {alert.resolved_at ? (
        <span className={classes.message}>{pastWords(alert, Date.parse(alert.resolved_at))}</span>
      ) : (
        <>
          <AlertMessage message={alert.message} />
          {alert.last_failure && (
            <span className={classes.message}>
              <LastFailureText failure={alert.last_failure} />
            </span>
          )}
        </>
      )}
      {!alert.resolved_at && <span className={classes.advice}>{advice}</span>}
      {!alert.resolved_at && alert.subscription && (
        <span className={classes.ways}>
          <AlertAction kind={alert.kind} subscription={alert.subscription} />
          <Ways subscription={alert.subscription} isDisabled={alert.kind === 'subscription_disabled'} />
        </span>
      )}
      {alert.unwatched && (
        <span className={classes.advice}>
          Its subscription was then paused, disabled or deleted: whether the receiver works again is not known.
        </span>
      )}
    </div>
  )
}

/** The time in it is the reader's, where the page is alive; that of the server on hover. */
function AlertMessage({ message }: { message: string }) {
  const text = useBrowserText(
    () => withReadersTime(message),
    () => message,
  )
  return (
    <span className={classes.message} {...(text !== message && { title: message })}>
      {text}
    </span>
  )
}

/** Where its last answers are, and where what it missed is redelivered. */
function Ways({ subscription, isDisabled }: { subscription: string; isDisabled: boolean }) {
  return (
    <>
      <Anchor component={Link} inherit href={`/deliveries?subscription=${subscription}&status=undelivered`}>
        {isDisabled ? 'What did not arrive before' : 'What did not arrive'}
      </Anchor>
      <Anchor component={Link} inherit href={`/subscriptions/${subscription}?tab=recovery`}>
        Recovery
      </Anchor>
    </>
  )
}

function Where({ alert }: { alert: Alert }) {
  if (!alert.subscription) return <span className={cells.faint}>—</span>
  return (
    <Link className={`${cells.link} ${classes.where}`} href={`/subscriptions/${alert.subscription}`}>
      {alert.url ? <UrlText url={alert.url} /> : alert.subscription}
    </Link>
  )
}
