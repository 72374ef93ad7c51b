'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { useAppName } from './use-app-name.ts'

const staleTime = 60_000

/** Between two keys of somebody who types. */
const pauseMs = 200

/**
 * Apps to choose from by name or uid, of one tenant or of all that may be seen. `value`: the chosen one, an id. `hasAny` false: there
 * is nothing to choose, or it may not be seen.
 */
export function useAppOptions(of: { tenant?: string }, value: string | null, search: string) {
  const trpc = useTRPC()
  const mayRead = useMay('tenants:admin')
  const [wanted] = useDebouncedValue(search.trim(), pauseMs)
  const first = useQuery(trpc.apps.list.queryOptions(of, { staleTime, enabled: mayRead }))
  const list = useQuery({
    ...trpc.apps.list.queryOptions({ ...of, search: wanted }, { staleTime, enabled: mayRead && wanted !== '' }),
    placeholderData: keepPreviousData,
  })
  const name = useAppName(value)
  const found = wanted === '' ? first.data : list.data
  return {
    hasAny: (first.data?.data.length ?? 0) > 0,
    found: found?.data.map((app) => ({ value: app.id, label: app.name })) ?? [],
    selected: value === null ? null : { value, label: name },
    isSearching: wanted !== search.trim() || list.isFetching,
  }
}
