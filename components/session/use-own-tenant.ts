'use client'

import { useChosenTenant } from './chosen-tenant.tsx'
import { useTenants } from './use-tenants.ts'
import { useViewer } from './viewer.tsx'

/**
 * For making things that belong to a tenant without asking: the one chosen, or the only one there is. `tenant` is left out for
 * people of one tenant, who are bound to it anyway; `isClear` false: several are possible and none is chosen.
 */
export function useOwnTenant(): { tenant?: string; isClear: boolean } {
  const viewer = useViewer()
  const { tenant } = useChosenTenant()
  const { tenants, hasMore } = useTenants()
  if (viewer.tenant) return { isClear: true }
  const only = tenant ?? (tenants.length === 1 && !hasMore ? tenants[0]?.id : undefined)
  return only ? { tenant: only, isClear: true } : { isClear: false }
}
