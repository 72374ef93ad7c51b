'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DeliverySummary } from '../../server/contract/delivery.ts'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { withoutNulls } from '../table/without-nulls.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { withTexts } from './delivery-filters.ts'
import { heldRows } from './live-rows.ts'
import type { DeliveryFilters } from './use-delivery-filters.ts'

/** Fast enough to feel live, slow enough for a hundred open tabs. react-query stops it while the tab is hidden. */
const pollMs = 2_000

/** A search in payloads reads thousands of them. */
const searchPollMs = 15_000

/**
 * The page of deliveries that the filters name. While `live`, it is asked again and again; while `held`, what is shown
 * stays in its place and newer rows are only counted.
 */
export function useLiveDeliveries(filters: DeliveryFilters, options: { live: boolean; held: boolean }) {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const input = { ...tenant, ...withoutNulls(withTexts(filters.values)) }
  const polls = options.live && filters.isNewestPage
  const query = useQuery({
    ...trpc.deliveries.list.queryOptions(input, {
      refetchInterval: polls && (filters.values.payload ? searchPollMs : pollMs),
    }),
    placeholderData: keepPreviousData,
  })
  const latest = query.data?.data
  const list = JSON.stringify(input)
  const [shown, setShown] = useState<{ list: string; rows: DeliverySummary[] } | null>(null)

  useEffect(() => {
    if (!latest || query.isPlaceholderData) return
    setShown((before) => (options.held && before?.list === list ? before : { list, rows: latest }))
  }, [latest, list, options.held, query.isPlaceholderData])

  const held = options.held && latest && shown?.list === list ? heldRows(shown.rows, latest) : null
  return {
    query,
    rows: held ? held.rows : latest,
    fresh: held?.fresh ?? 0,
    showFresh: () => latest && setShown({ list, rows: latest }),
  }
}
