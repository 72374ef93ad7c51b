'use client'

import { useChosenTenant } from './chosen-tenant.tsx'
import { useViewer } from './viewer.tsx'

/** What lists are narrowed by. People of one tenant are bound to it anyway and name none. */
export function useTenantFilter(): { tenant?: string } {
  const viewer = useViewer()
  const { tenant } = useChosenTenant()
  return tenant && !viewer.tenant ? { tenant } : {}
}
