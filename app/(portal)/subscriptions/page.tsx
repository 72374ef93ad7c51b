import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { subscriptionFilters } from '../../../components/subscriptions/subscription-filters.ts'
import { SubscriptionList } from '../../../components/subscriptions/subscription-list.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Subscriptions' }

const loadFilters = createLoader(subscriptionFilters)

export default async function SubscriptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [
    trpc.subscriptions.list.queryOptions({ ...tenant, ...withoutNulls(filters) }),
  ])
  return (
    <HydrationBoundary state={state}>
      <SubscriptionList />
    </HydrationBoundary>
  )
}
