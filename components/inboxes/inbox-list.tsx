'use client'

import { IconInbox } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import type { Inbox } from '../../server/contract/inbox.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { useWithTenant } from '../tenants/use-with-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { answerWords } from './answer-words.ts'
import { ExpiredBadge } from './expired-badge.tsx'
import { NewInboxButton } from './new-inbox-button.tsx'

const columns: ListColumn<Inbox>[] = [
  {
    key: 'url',
    title: 'Inbox',
    render: (row) => (
      <div className={cells.stacked}>
        <Link href={`/inboxes/${row.id}`} className={cells.link}>
          {row.name || <UrlText url={row.url} />}
        </Link>
        {row.name && (
          <span className={cells.secondary}>
            <UrlText url={row.url} />
          </span>
        )}
        {row.state === 'expired' && (
          <span className={cells.narrowOnly}>
            <ExpiredBadge />
          </span>
        )}
      </div>
    ),
  },
  { key: 'answers', title: 'Answers', wideOnly: true, render: (row) => answerWords(row) },
  {
    key: 'requests',
    title: 'Requests',
    width: 100,
    align: 'right',
    render: (row) => <span className="tabular">{row.request_count}</span>,
  },
  {
    key: 'created',
    title: 'Created',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => <RelativeTime at={row.created_at} />,
  },
  {
    key: 'expires',
    title: 'Expires',
    width: 110,
    align: 'right',
    wideOnly: true,
    render: (row) => (row.state === 'expired' ? <ExpiredBadge /> : <RelativeTime at={row.expires_at} />),
  },
]

export function InboxList() {
  const trpc = useTRPC()
  const router = useRouter()
  const tenant = useTenantFilter()
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.inboxes.list.queryOptions({ ...tenant, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
  const create = <NewInboxButton onCreated={({ id }) => router.push(`/inboxes/${id}`)} />
  return (
    <Page
      title="Inboxes"
      description="Receivers to try things with: they show what arrives, and answer as you tell them."
      actions={create}
    >
      <DataList
        label="Inboxes"
        columns={useWithTenant(columns, list.data?.data)}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={({ id }) => router.push(`/inboxes/${id}`)}
        toNewest={cursor ? () => void setCursor(null) : undefined}
        empty={
          <EmptyState icon={IconInbox} title="No inboxes" action={create}>
            Create one and give its URL to a subscription: no receiver of your own is needed.
          </EmptyState>
        }
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}
