'use client'

import { VisuallyHidden } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import type { App } from '../../server/contract/app.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { NewAppButton } from './new-app-button.tsx'

export function AppList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.apps.list.queryOptions({ ...tenant, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
  })
  const tenantName = useTenantNames(list.data?.data.map((row) => row.tenant) ?? [])

  const columns: ListColumn<App>[] = [
    {
      key: 'name',
      title: 'Name',
      render: (row) => (
        <div className={cells.stacked}>
          <span>{row.name}</span>
          {row.uid && <span className={cells.secondary}>{row.uid}</span>}
        </div>
      ),
    },
    {
      key: 'tenant',
      title: 'Tenant',
      wideOnly: true,
      render: (row) => tenantName(row.tenant) ?? <IdText id={row.tenant} what="tenant id" />,
    },
    { key: 'id', title: 'ID', wideOnly: true, render: (row) => <IdText id={row.id} what="app id" /> },
    {
      key: 'created',
      title: 'Created',
      width: 110,
      align: 'right',
      wideOnly: true,
      render: (row) => <RelativeTime at={row.created_at} />,
    },
    {
      key: 'delete',
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      width: 90,
      align: 'right',
      render: (row) => <DeleteApp app={row} />,
    },
  ]

  return (
    <Page
      title="Apps"
      description="External integrations inside a tenant. Subscriptions and keys may belong to one and then reach nothing else."
      actions={<NewAppButton />}
    >
      <DataList
        label="Apps"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        empty={
          <EmptyState icon={IconApps} title="No apps yet" action={<NewAppButton />}>
            Make one for each integration that a customer connects.
          </EmptyState>
        }
      />
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}

function DeleteApp({ app }: { app: App }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.apps.delete.mutationOptions({
      onSuccess: () => toastDone(`${app.name} is deleted.`),
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
      consequence="Its keys stop working at once and its subscriptions are deleted. This cannot be undone."
      confirmLabel="Delete app"
      pending={remove.isPending}
      onConfirm={() => remove.mutateAsync({ id: app.id }).catch(() => undefined)}
    />
  )
}
