'use client'

import { IconHistoryToggle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import type { ListedReplay } from '../../server/contract/replay.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { NewReplayButton } from './new-replay-button.tsx'
import { ReplayProgress } from './replay-progress.tsx'
import { ReplayStatus } from './replay-status.tsx'
import { replayName } from './replay-words.ts'

const columns: ListColumn<ListedReplay>[] = [
  {
    key: 'what',
    title: 'Replay',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/replays/${row.id}`} className={cells.link}>
          {replayName(row)}
        </Link>
        {row.url ? <UrlText url={row.url} /> : <span className={cells.secondary}>to every subscription</span>}
        <span className={cells.narrowOnly}>
          <ReplayStatus of={row} />
        </span>
      </div>
    ),
  },
  { key: 'status', title: 'Status', width: 130, wideOnly: true, render: (row) => <ReplayStatus of={row} /> },
  {
    key: 'progress',
    title: 'Progress',
    render: (row) => <ReplayProgress replay={row.waiting ? { ...row, eta_seconds: null } : row} />,
  },
  { key: 'by', title: 'Started by', wideOnly: true, render: (row) => row.created_by },
  {
    key: 'started',
    title: 'Started',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => <RelativeTime at={row.created_at} />,
  },
]

export function ReplayList() {
  const trpc = useTRPC()
  const router = useRouter()
  const tenant = useTenantFilter()
  const mayReplay = useMay('replays:write')
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.replays.list.queryOptions({ ...tenant, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval: 3_000,
  })
  return (
    <Page
      title="Replays"
      description="Windows of time that are sent again: counted first, paced, and steered while they run."
      actions={mayReplay && <NewReplayButton />}
    >
      <DataList
        label="Replays"
        columns={useWithTenant(columns, list.data?.data)}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={({ id }) => router.push(`/replays/${id}`)}
        toNewest={cursor ? () => void setCursor(null) : undefined}
        empty={
          <EmptyState icon={IconHistoryToggle} title="No replays yet" action={mayReplay && <NewReplayButton />}>
            Send what failed in an outage again, or fill up a new subscription with what came before it.
          </EmptyState>
        }
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}
