'use client'

import { Group, VisuallyHidden } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import type { ListedTenant } from '../../server/contract/tenant.ts'
import { IdText } from '../ids/id-text.tsx'
import { count } from '../overview/figures.ts'
import { Page } from '../page/page.tsx'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { DeleteTenantButton } from './delete-tenant-button.tsx'
import { EditTenantButton } from './edit-tenant-button.tsx'
import { NewTenantButton } from './new-tenant-button.tsx'

const columns: ListColumn<ListedTenant>[] = [
  {
    key: 'name',
    title: 'Name',
    render: (row) => (
      <div className={cells.stacked}>
        <span>{row.name}</span>
        {row.uid && <span className={cells.secondary}>{row.uid}</span>}
        <span className={`${cells.narrowOnly} ${cells.faint}`}>
          {count(row.subscriptions)} {row.subscriptions === 1 ? 'subscription' : 'subscriptions'}
        </span>
      </div>
    ),
  },
  {
    key: 'subscriptions',
    title: 'Subscriptions',
    width: 112,
    align: 'right',
    wideOnly: true,
    render: (row) => <span className="tabular">{count(row.subscriptions)}</span>,
  },
  { key: 'id', title: 'ID', wideOnly: true, render: (row) => <IdText id={row.id} what="tenant id" /> },
  {
    key: 'rate',
    title: 'Publish limit',
    wideOnly: 'very',
    render: (row) => (row.publish_rate_per_second === null ? 'none' : `${count(row.publish_rate_per_second)} / s`),
  },
  {
    key: 'created',
    title: 'Created',
    width: 110,
    align: 'right',
    wideOnly: 'very',
    render: (row) => <RelativeTime at={row.created_at} />,
  },
  {
    key: 'actions',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 136,
    align: 'right',
    render: (row) => (
      <Group gap={6} justify="flex-end" wrap="nowrap">
        <EditTenantButton tenant={row} />
        <DeleteTenantButton tenant={row} />
      </Group>
    ),
  },
]

export function TenantList() {
  const trpc = useTRPC()
  const mayMake = useMay('tenants:admin')
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.tenants.list.queryOptions(cursor ? { cursor } : {}),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title="Tenants"
      description="The customers of your product. Nothing of one is ever visible to another."
      actions={mayMake && <NewTenantButton />}
    >
      <DataList
        label="Tenants"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        toNewest={cursor ? () => void setCursor(null) : undefined}
        empty={<EmptyState icon={IconBuilding} title="No tenants yet" action={<NewTenantButton />} />}
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}
