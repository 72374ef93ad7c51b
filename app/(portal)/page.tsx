import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { firstRunQueries } from '../../components/first-run/first-run-queries.ts'
import { Overview } from '../../components/overview/overview.tsx'
import { overviewFilters, spanOf, timesOf } from '../../components/overview/ranges.ts'
import { shownTop } from '../../components/overview/shown-top.ts'
import { figuresQueries } from '../figures-queries.ts'
import { prefetch, tenantFilter } from '../portal-queries.ts'

export const metadata: Metadata = { title: 'Overview' }

const loadFilters = createLoader(overviewFilters)

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const renderedAt = Date.now()
  const span = spanOf(filters, renderedAt)
  const times = timesOf(span)
  const firstRun = firstRunQueries(tenant, Date.now())
  const state = await prefetch((trpc) => [
    trpc.stats.now.queryOptions(tenant),
    ...figuresQueries(trpc, tenant, span),
    trpc.stats.top.queryOptions({ ...tenant, ...times, by: 'subscription', limit: shownTop }),
    trpc.stats.top.queryOptions({ ...tenant, ...times, by: 'type', limit: shownTop }),
    trpc.subscriptions.list.queryOptions(firstRun.subscriptions),
    trpc.deliveries.list.queryOptions(firstRun.recent),
    trpc.deliveries.list.queryOptions(firstRun.failing),
    trpc.deliveries.list.queryOptions(firstRun.settled),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <Overview renderedAt={renderedAt} />
    </HydrationBoundary>
  )
}
