import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EventPage } from '../../../../components/events/event-page.tsx'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Place {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { id } = await params
  return titleOf(
    'Event',
    (trpc) => trpc.events.get.queryOptions({ id }),
    ({ type }) => type,
  )
}

export default async function Page({ params }: Place) {
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
