'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTRPCClient } from '../trpc/portal-client.tsx'

/** Nobody wants to be told that `https://exa` is wrong while they are typing it. */
const pauseMs = 400

/** What saving the URL would say, asked while it is typed; null: nothing to say. `owner` null: whose it will be is not known yet. */
export function useUrlCheck(
  owner: { tenant?: string } | null,
  typed: string,
): { ok: boolean; message: string | null } | null {
  const client = useTRPCClient()
  const [url] = useDebouncedValue(typed.trim(), pauseMs)
  const { data } = useQuery({
    queryKey: ['check-url', owner?.tenant, url],
    queryFn: ({ signal }) => client.subscriptions.checkUrl.mutate({ url, ...owner }, { signal }),
    enabled: owner !== null && url !== '',
    staleTime: 60_000,
  })
  return typed.trim() === url ? (data ?? null) : null
}
