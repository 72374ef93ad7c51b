import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { asEventQuery, eventFilters } from '../../../components/events/event-filters.ts'
import { EventList } from '../../../components/events/event-list.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Events' }

const loadFilters = createLoader(eventFilters)

export default async function EventsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [
    trpc.events.list.queryOptions({ ...tenant, ...withoutNulls(asEventQuery(filters)) }),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <EventList />
    </HydrationBoundary>
  )
}
