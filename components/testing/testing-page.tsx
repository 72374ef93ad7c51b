'use client'

import { Select } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { Page } from '../page/page.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { TestWorkbench } from './test-workbench.tsx'

/** Writes and sends test events, and explains who gets what. */
export function TestingPage() {
  const trpc = useTRPC()
  const viewer = useViewer()
  const own = useOwnTenant()
  const [chosen, setChosen] = useQueryState('tenant', parseAsString)
  const { data: tenants = [] } = useQuery(trpc.me.tenants.queryOptions(undefined, { staleTime: 60_000 }))
  const tenant = viewer.tenant ? undefined : (chosen ?? own.tenant)
  const isClear = viewer.tenant !== null || tenant !== undefined
  return (
    <Page
      title="Test events"
      description="Write an event, see which subscriptions would get it and why the others would not, and send it for real."
    >
      {!viewer.tenant && tenants.length > 1 && (
        <FilterBar>
          <Select
            size="xs"
            w={{ base: '100%', sm: 240 }}
            searchable
            allowDeselect={false}
            placeholder="Choose a tenant"
            aria-label="Tenant"
            data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
            value={tenant ?? null}
            onChange={(id) => void setChosen(id)}
          />
        </FilterBar>
      )}
      {isClear ? (
        <TestWorkbench key={tenant} {...(tenant && { tenant })} />
      ) : (
        <EmptyState icon={IconBuilding} title="Whose event is it?">
          Choose a tenant: events and subscriptions belong to one.
        </EmptyState>
      )}
    </Page>
  )
}
