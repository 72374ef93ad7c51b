'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/portal-client.tsx'

const staleTime = 60_000

/** Between two keys of somebody who types. */
const pauseMs = 200

/**
 * Tenants to choose from, by name. Where there are more than one answer holds, the server searches for what was typed; until it
 * has (`isSearching`), what matches of the known ones is there. `hasMore`: there are others that a search would find.
 */
export function useTenants(search = '') {
  const trpc = useTRPC()
  const typed = search.trim()
  const [wanted] = useDebouncedValue(typed, pauseMs)
  const first = useQuery(trpc.me.tenants.queryOptions(undefined, { staleTime })).data
  const isAsked = typed !== '' && first?.has_more === true
  const found = useQuery({
    ...trpc.me.tenants.queryOptions({ search: wanted }, { staleTime, enabled: isAsked && wanted !== '' }),
    placeholderData: keepPreviousData,
  })
  const answer = isAsked && wanted === typed && !found.isPlaceholderData ? found.data : undefined
  const known = new Map([...(first?.data ?? []), ...(found.data?.data ?? [])].map((tenant) => [tenant.id, tenant]))
  const matching = typed === '' ? (first?.data ?? []) : [...known.values()].filter((tenant) => says(tenant, typed))
  return {
    tenants: answer?.data ?? matching,
    hasMore: answer?.has_more ?? (typed === '' && first?.has_more === true),
    isSearching: isAsked && answer === undefined && !found.isError,
  }
}

function says({ name, uid, id }: { name: string; uid: string | null; id: string }, typed: string): boolean {
  return `${name} ${uid ?? ''} ${id}`.toLowerCase().includes(typed.toLowerCase())
}
