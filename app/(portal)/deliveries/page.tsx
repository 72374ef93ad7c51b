import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { deliveryFilters, withTexts } from '../../../components/deliveries/delivery-filters.ts'
import { DeliveryList } from '../../../components/deliveries/delivery-list.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Deliveries' }

const loadFilters = createLoader(deliveryFilters)

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [
    trpc.deliveries.list.queryOptions({ ...tenant, ...withoutNulls(withTexts(filters)) }),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <DeliveryList />
    </HydrationBoundary>
  )
}
