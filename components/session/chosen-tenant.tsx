'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useMemo } from 'react'

interface ChosenTenant {
  /** Id of the tenant whose things lists show; null: of all that the person may see. */
  tenant: string | null
  choose(tenant: string | null): void
}

const ChosenTenantContext = createContext<ChosenTenant>({ tenant: null, choose: () => undefined })

const yearSeconds = 365 * 86_400

/** Kept in a cookie, so that the server fills pages for the right tenant. */
export function ChosenTenantProvider({ tenant, children }: { tenant: string | null; children: ReactNode }) {
  const router = useRouter()
  const value = useMemo(
    () => ({
      tenant,
      choose(next: string | null) {
        const secure = window.location.protocol === 'https:' ? '; Secure' : ''
        const age = next ? yearSeconds : 0
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in plain http
        document.cookie = `postrider-tenant=${next ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`
        router.refresh()
      },
    }),
    [tenant, router],
  )
  return <ChosenTenantContext value={value}>{children}</ChosenTenantContext>
}

export function useChosenTenant(): ChosenTenant {
  return useContext(ChosenTenantContext)
}
