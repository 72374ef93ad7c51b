import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { EventTypePage } from '../../../../components/event-types/event-type-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Event type' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id)
  const state = await prefetch((trpc) => [trpc.eventTypes.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <EventTypePage id={id} />
    </HydrationBoundary>
  )
}
