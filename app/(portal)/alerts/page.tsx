import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { alertFilters, alertQuery } from '../../../components/alerts/alert-filters.ts'
import { AlertList } from '../../../components/alerts/alert-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Alerts' }

const loadFilters = createLoader(alertFilters)

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [trpc.alerts.list.queryOptions({ ...tenant, ...alertQuery(filters) })])
  return (
    <HydrationBoundary state={state}>
      <AlertList />
    </HydrationBoundary>
  )
}
