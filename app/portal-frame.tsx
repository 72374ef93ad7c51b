import { HydrationBoundary } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ChosenTenantProvider } from '../components/session/chosen-tenant.tsx'
import { PortalShell } from '../components/shell/portal-shell.tsx'
import { PortalClient } from '../components/trpc/portal-client.tsx'
import { ask, prefetch, requireViewer, tenantFilter } from './portal-queries.ts'

/** What stands around every page of the portal. Whoever is not signed in is sent away. */
export async function PortalFrame({ children }: { children: ReactNode }) {
  const { kind } = await requireViewer()
  // First, so that the page brings along what the chosen tenant is called.
  const { tenant = null } = await tenantFilter()
  // However long it takes: nothing of the frame can be drawn without it.
  await ask((trpc) => trpc.me.get.queryOptions())
  const state = await prefetch((trpc) => [trpc.me.tenants.queryOptions()])
  return (
    <PortalClient embedded={kind === 'embedded'}>
      <HydrationBoundary state={state}>
        <ChosenTenantProvider tenant={tenant}>
          <PortalShell>{children}</PortalShell>
        </ChosenTenantProvider>
      </HydrationBoundary>
    </PortalClient>
  )
}
