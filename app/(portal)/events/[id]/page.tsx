import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EventPage } from '../../../../components/events/event-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Event' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const state = await prefetch((trpc) => [
    trpc.events.get.queryOptions({ id }),
    trpc.events.deliveries.queryOptions({ id, limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <EventPage id={id} />
    </HydrationBoundary>
  )
}
