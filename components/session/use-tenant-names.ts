'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/portal-client.tsx'
import { useTenants } from './use-tenants.ts'

/** What the tenants of these ids (null: none) are called; undefined for those that are not known or not to be seen. */
export function useTenantNames(ids: readonly (string | null)[]): (id: string) => string | undefined {
  const trpc = useTRPC()
  const { tenants } = useTenants()
  const names = new Map(tenants.map(({ id, name }) => [id, name]))
  const others = [...new Set(ids)].filter((id) => id !== null && !names.has(id)).sort() as string[]
  const { data } = useQuery(
    trpc.me.tenants.queryOptions({ ids: others }, { staleTime: 60_000, enabled: others.length > 0 }),
  )
  for (const { id, name } of data?.data ?? []) names.set(id, name)
  return (id) => names.get(id)
}
