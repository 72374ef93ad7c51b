import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EventTypePage } from '../../../../components/event-types/event-type-page.tsx'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Place {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const id = decodeURIComponent((await params).id)
  return titleOf(
    'Event type',
    (trpc) => trpc.eventTypes.get.queryOptions({ id }),
    ({ name }) => name,
  )
}

export default async function Page({ params }: Place) {
  const id = decodeURIComponent((await params).id)
  const state = await prefetch((trpc) => [trpc.eventTypes.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <EventTypePage id={id} />
    </HydrationBoundary>
  )
}
