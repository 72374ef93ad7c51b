import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { Overview } from '../../components/overview/overview.tsx'
import { overviewFilters, statsQuery } from '../../components/overview/ranges.ts'
import { prefetch, tenantFilter } from '../portal-queries.ts'

export const metadata: Metadata = { title: 'Overview' }

const loadFilters = createLoader(overviewFilters)

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ range }, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [
    trpc.stats.get.queryOptions({ ...tenant, ...statsQuery(range, Date.now()) }),
    trpc.subscriptions.list.queryOptions({ ...tenant, limit: 1 }),
    trpc.deliveries.list.queryOptions({ ...tenant, limit: 1 }),
    trpc.deliveries.list.queryOptions({ ...tenant, limit: 1, status: 'succeeded' }),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <Overview />
    </HydrationBoundary>
  )
}
