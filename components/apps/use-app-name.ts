'use client'

import { useQuery } from '@tanstack/react-query'
import { shortened } from '../ids/id-text.tsx'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** What the app of this id (null: none) is called, for those who may know it; its id in short for the others. */
export function useAppName(id: string | null): string {
  const trpc = useTRPC()
  const mayRead = useMay('tenants:admin')
  const { data } = useQuery(
    trpc.apps.get.queryOptions({ id: id ?? '' }, { enabled: mayRead && id !== null, staleTime: 60_000 }),
  )
  return data?.name ?? shortened(id ?? '')
}
