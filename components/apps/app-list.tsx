'use client'

import { Group, VisuallyHidden } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import type { ListedApp } from '../../server/contract/app.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { IdText } from '../ids/id-text.tsx'
import { count } from '../overview/figures.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { EditAppButton } from './edit-app-button.tsx'
import { NewAppButton } from './new-app-button.tsx'

export function AppList() {
  const trpc = useTRPC()
  const router = useRouter()
  const tenant = useTenantFilter()
  const mayMake = useMay('tenants:admin')
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.apps.list.queryOptions({ ...tenant, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
  })
  const tenantName = useTenantNames(list.data?.data.map((row) => row.tenant) ?? [])

  const columns: ListColumn<ListedApp>[] = [
    {
      key: 'name',
      title: 'Name',
      render: (row) => (
        <div className={cells.stacked}>
          <Link className={cells.link} href={subscriptionsOf(row)}>
            {row.name}
          </Link>
          {row.uid && <span className={cells.secondary}>{row.uid}</span>}
          <span className={`${cells.narrowOnly} ${cells.faint}`}>
            <span>
              <Link className={cells.link} href={subscriptionsOf(row)}>
                {count(row.subscriptions)} {row.subscriptions === 1 ? 'subscription' : 'subscriptions'}
              </Link>
              {' · '}
              <Link className={cells.link} href={keysOf(row)}>
                {count(row.keys)} {row.keys === 1 ? 'key' : 'keys'}
              </Link>
            </span>
          </span>
        </div>
      ),
    },
    {
      key: 'tenant',
      title: 'Tenant',
      wideOnly: true,
      render: (row) => tenantName(row.tenant) ?? <IdText id={row.tenant} what="tenant id" />,
    },
    {
      key: 'subscriptions',
      title: 'Subscriptions',
      width: 112,
      align: 'right',
      wideOnly: true,
      render: (row) => <Count value={row.subscriptions} href={subscriptionsOf(row)} what="Subscriptions" of={row} />,
    },
    {
      key: 'keys',
      title: 'Keys',
      width: 70,
      align: 'right',
      wideOnly: true,
      render: (row) => <Count value={row.keys} href={keysOf(row)} what="API keys" of={row} />,
    },
    { key: 'id', title: 'ID', wideOnly: 'very', render: (row) => <IdText id={row.id} what="app id" /> },
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
          <EditAppButton app={row} />
          <DeleteApp app={row} />
        </Group>
      ),
    },
  ]

  return (
    <Page
      title="Apps"
      description="External integrations inside a tenant. Subscriptions and keys may belong to one and then reach nothing else."
      actions={mayMake && <NewAppButton />}
    >
      <DataList
        label="Apps"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        onOpen={(row) => router.push(subscriptionsOf(row))}
        toNewest={cursor ? () => void setCursor(null) : undefined}
        empty={
          <EmptyState icon={IconApps} title="No apps yet" action={<NewAppButton />}>
            Create one for each integration that a customer connects.
          </EmptyState>
        }
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}

const subscriptionsOf = ({ id }: ListedApp) => `/subscriptions?app=${id}`
const keysOf = ({ id }: ListedApp) => `/keys?app=${id}`

function Count({ value, href, what, of }: { value: number; href: string; what: string; of: ListedApp }) {
  return (
    <Link className={`${cells.link} tabular`} href={href} aria-label={`${what} of ${of.name}: ${count(value)}`}>
      {count(value)}
    </Link>
  )
}

function DeleteApp({ app }: { app: ListedApp }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.apps.delete.mutationOptions({
      onSuccess: () => toastDone(`App ${app.name} deleted.`),
      onError: (error) => toastProblem('Not deleted', error),
      onSettled: () => queryClient.invalidateQueries(trpc.apps.pathFilter()),
    }),
  )
  return (
    <ConfirmButton
      danger
      size="compact-xs"
      label="Delete"
      question={`Delete ${app.name}?`}
      consequence={`Its keys stop working at once${subscriptionsOfIt(app)}. This cannot be undone.`}
      confirmLabel="Delete app"
      pending={remove.isPending}
      onConfirm={() => remove.mutateAsync({ id: app.id }).catch(() => undefined)}
    />
  )
}

function subscriptionsOfIt({ subscriptions }: ListedApp): string {
  if (subscriptions === 0) return ''
  return subscriptions === 1
    ? ', and its subscription is deleted'
    : `, and its ${count(subscriptions)} subscriptions are deleted`
}
