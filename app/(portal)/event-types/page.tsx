import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EventTypeList } from '../../../components/event-types/event-type-list.tsx'
import { prefetch } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Event types' }

export default async function EventTypesPage() {
  const state = await prefetch((trpc) => [trpc.eventTypes.list.queryOptions({ limit: 100 })])
  return (
    <HydrationBoundary state={state}>
      <EventTypeList />
    </HydrationBoundary>
  )
}
