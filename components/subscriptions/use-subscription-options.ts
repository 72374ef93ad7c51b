'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Subscription } from '../../server/contract/subscription.ts'
import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

const staleTime = 60_000

/** Between two keys of somebody who types. */
const pauseMs = 200

/**
 * Subscriptions to choose from by URL or description. `value`: the chosen one, an id. `isOn`: they are wanted already. `of`: the tenant
 * whose they are, instead of the chosen one.
 */
export function useSubscriptionOptions(value: string | null, search: string, isOn: boolean, of?: string) {
  const trpc = useTRPC()
  const chosenTenant = useTenantFilter()
  const tenant = of ? { tenant: of } : chosenTenant
  const [wanted] = useDebouncedValue(search.trim(), pauseMs)
  const list = useQuery({
    ...trpc.subscriptions.list.queryOptions({ ...tenant, limit: 50, ...(wanted && { search: wanted }) }),
    staleTime,
    enabled: isOn,
    placeholderData: keepPreviousData,
  })
  const chosen = useQuery({
    ...trpc.subscriptions.get.queryOptions({ id: value ?? '' }),
    staleTime,
    enabled: value !== null,
    retry: false,
  })
  return {
    found: list.data?.data.map((each) => ({ value: each.id, label: nameOf(each) })) ?? [],
    selected: value === null ? null : { value, label: chosen.data ? nameOf(chosen.data) : shortened(value) },
    isSearching: wanted !== search.trim() || list.isFetching,
  }
}

/** What tells it from the others: where it goes, and what its owner calls it. */
function nameOf({ url, description }: Subscription): string {
  const place = url.replace(/^https:\/\//, '').replace(/\/$/, '')
  return description ? `${description} · ${place}` : place
}
