'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/portal-client.tsx'
import { useAppName } from './use-app-name.ts'

const staleTime = 60_000

/** Between two keys of somebody who types. */
const pauseMs = 200

/**
 * Apps to choose from by name or uid, of one tenant or of all that may be seen. `value`: the chosen one, an id. `hasAny` false: there
 * is nothing to choose.
 */
export function useAppOptions(of: { tenant?: string }, value: string | null, search: string) {
  const trpc = useTRPC()
  const [wanted] = useDebouncedValue(search.trim(), pauseMs)
  const first = useQuery(trpc.apps.names.queryOptions(of, { staleTime }))
  const list = useQuery({
    ...trpc.apps.names.queryOptions({ ...of, search: wanted }, { staleTime, enabled: wanted !== '' }),
    placeholderData: keepPreviousData,
  })
  const name = useAppName(value)
  const found = wanted === '' ? first.data : list.data
  return {
    hasAny: (first.data?.length ?? 0) > 0,
    found: found?.map((app) => ({ value: app.id, label: app.name })) ?? [],
    selected: value === null ? null : { value, label: name },
    isSearching: wanted !== search.trim() || list.isFetching,
  }
}
