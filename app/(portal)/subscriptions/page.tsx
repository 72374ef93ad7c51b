import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { subscriptionFilters } from '../../../components/subscriptions/subscription-filters.ts'
import { SubscriptionList } from '../../../components/subscriptions/subscription-list.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { ask, prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Subscriptions' }

const loadFilters = createLoader(subscriptionFilters)

export default async function SubscriptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const list = await ask((trpc) => trpc.subscriptions.list.queryOptions({ ...tenant, ...withoutNulls(filters) }))
  const ids = list?.data.map(({ id }) => id).join() ?? ''
  const state = await prefetch((trpc) => [
    trpc.apps.names.queryOptions(tenant),
    ...(ids === '' ? [] : [trpc.stats.subscriptions.queryOptions({ ids })]),
  ])
  return (
    <HydrationBoundary state={state}>
      <SubscriptionList />
    </HydrationBoundary>
  )
}
