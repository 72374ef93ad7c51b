'use client'

import { Group, VisuallyHidden } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import type { ApiKey } from '../../server/contract/api-key.ts'
import { AppChip } from '../apps/app-chip.tsx'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { Pager } from '../table/pager.tsx'
import { withoutNulls } from '../table/without-nulls.ts'
import { BeyondTenant } from '../tenants/beyond-tenant.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { keyFilters } from './key-filters.ts'
import { KeyLimitsText } from './key-limits-text.tsx'
import { NewKeyButton } from './new-key-button.tsx'
import { RotateKeyButton } from './rotate-key-button.tsx'
import { ScopesText } from './scopes-text.tsx'

const ofAll = 'Keys bound to all tenants reach this one too.'

export function KeyList() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const mayMake = useMay('keys:admin')
  const [filters, setFilters] = useQueryStates(keyFilters, { history: 'push' })
  const list = useQuery({
    ...trpc.keys.list.queryOptions({ ...tenant, ...withoutNulls(filters) }),
    placeholderData: keepPreviousData,
  })
  const tenantName = useTenantNames(list.data?.data.map((row) => row.tenant) ?? [])
  const nameOf = (id: string | null) => (id === null ? 'All tenants' : (tenantName(id) ?? id))

  const columns: ListColumn<ApiKey>[] = [
    {
      key: 'name',
      title: 'Name',
      render: (row) => (
        <div className={cells.stacked}>
          <span>{row.name}</span>
          <span className={cells.secondary}>
            <code>pt_…{row.hint}</code>
          </span>
          {row.replaced_by && <span className={cells.faint}>replaced by a newer one</span>}
          <KeyLimitsText apiKey={row} />
          <span className={cells.narrowOnly}>
            <ScopesText scopes={row.scopes} />
          </span>
          <span className={`${cells.narrowOnly} ${cells.faint}`}>{nameOf(row.tenant)}</span>
          <span className={`${cells.untilMost} ${cells.faint}`}>
            <span>
              created <RelativeTime at={row.created_at} />
            </span>
          </span>
          <span className={`${cells.untilVery} ${cells.faint}`}>
            <span>
              used <RelativeTime at={row.last_used_at} fallback="never" /> · expires{' '}
              <RelativeTime at={row.expires_at} fallback="never" />
            </span>
          </span>
        </div>
      ),
    },
    { key: 'tenant', title: 'Bound to', wideOnly: true, render: (row) => nameOf(row.tenant) },
    { key: 'scopes', title: 'Access', wideOnly: true, render: (row) => <ScopesText scopes={row.scopes} /> },
    {
      key: 'created',
      title: 'Created',
      width: 110,
      wideOnly: 'most',
      render: (row) => <RelativeTime at={row.created_at} />,
    },
    {
      key: 'used',
      title: 'Last used',
      width: 110,
      wideOnly: 'very',
      render: (row) => <RelativeTime at={row.last_used_at} fallback="never" />,
    },
    {
      key: 'expires',
      title: 'Expires',
      width: 110,
      wideOnly: 'very',
      render: (row) => <RelativeTime at={row.expires_at} fallback="never" />,
    },
    {
      key: 'actions',
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      width: 164,
      narrowWidth: 96,
      align: 'right',
      render: (row) => (
        <Group gap={6} justify="flex-end">
          <RotateKeyButton apiKey={row} />
          <RevokeButton apiKey={row} />
        </Group>
      ),
    },
  ]

  return (
    <Page
      title="API keys"
      description="What your programs call the API with. A key is shown once, when it is created."
      actions={mayMake && <NewKeyButton />}
    >
      {filters.app && (
        <FilterBar>
          <AppChip id={filters.app} onRemove={() => void setFilters({ app: null, cursor: null })} />
        </FilterBar>
      )}
      <DataList
        label="API keys"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        toNewest={filters.cursor ? () => void setFilters({ cursor: null }) : undefined}
        empty={
          filters.app ? (
            <EmptyState icon={IconKey} title="No API key is bound to this app">
              Keys that are bound to no app work for it too.
            </EmptyState>
          ) : (
            <EmptyState
              icon={IconKey}
              title={tenant.tenant ? 'No API keys of this tenant alone' : 'No API keys yet'}
              action={<NewKeyButton />}
            >
              Create one for each program, with no more rights than it needs. <BeyondTenant>{ofAll}</BeyondTenant>
            </EmptyState>
          )
        }
      />
      {list.data && list.data.data.length > 0 && <BeyondTenant under>{ofAll}</BeyondTenant>}
      <Pager page={list.data} onTurn={(cursor) => void setFilters({ cursor })} />
    </Page>
  )
}

function RevokeButton({ apiKey }: { apiKey: ApiKey }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: () => toastDone(`API key ${apiKey.name} revoked.`),
      onError: (error) => toastProblem('Not revoked', error),
      onSettled: () => queryClient.invalidateQueries(trpc.keys.pathFilter()),
    }),
  )
  return (
    <ConfirmButton
      danger
      size="compact-xs"
      label="Revoke"
      question={`Revoke ${apiKey.name}?`}
      consequence="It stops working everywhere within two seconds. This cannot be undone."
      confirmLabel="Revoke key"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutateAsync({ id: apiKey.id }).catch(() => undefined)}
    />
  )
}
