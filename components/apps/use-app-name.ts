'use client'

import { useQuery } from '@tanstack/react-query'
import { shortened } from '../ids/id-text.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** What the app of this id (null: none) is called; its id in short until that is known. */
export function useAppName(id: string | null): string {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.apps.names.queryOptions({ id: id ?? '' }, { enabled: id !== null, staleTime: 60_000 }))
  return data?.[0]?.name ?? shortened(id ?? '')
}
