'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { Scope } from '../../server/contract/scopes.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

/** The signed-in person. The shell has asked for them on the server, so this never waits. */
export function useViewer() {
  const trpc = useTRPC()
  return useSuspenseQuery(trpc.me.get.queryOptions(undefined, { staleTime: 60_000 })).data
}

/** Hides what would be refused. Procedures decide; this only spares people a dead button. */
export function useMay(scope: Scope): boolean {
  return useViewer().scopes.includes(scope)
}
