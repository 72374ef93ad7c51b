'use client'

import { IconBuilding } from '@tabler/icons-react'
import { parseAsString, useQueryState } from 'nuqs'
import { Page } from '../page/page.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useTenants } from '../session/use-tenants.ts'
import { useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { FilterBar } from '../table/filter-bar.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { TestWorkbench } from './test-workbench.tsx'

/** Writes and sends test events, and explains who gets what. */
export function TestingPage() {
  const viewer = useViewer()
  const own = useOwnTenant()
  const { tenants } = useTenants()
  const [chosen, setChosen] = useQueryState('tenant', parseAsString)
  const tenant = viewer.tenant ? undefined : (chosen ?? own.tenant)
  const isClear = viewer.tenant !== null || tenant !== undefined
  return (
    <Page
      title="Test events"
      description="Write an event, see which subscriptions would get it and why the others would not, and send it for real."
    >
      {!viewer.tenant && tenants.length > 1 && (
        <FilterBar>
          <TenantSelect
            size="xs"
            w={{ base: '100%', sm: 240 }}
            placeholder="Choose a tenant"
            aria-label="Tenant"
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
