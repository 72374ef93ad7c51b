import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { SubscriptionPage } from '../../../../components/subscriptions/subscription-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Subscription' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const state = await prefetch((trpc) => [
    trpc.subscriptions.get.queryOptions({ id }),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
    trpc.deliveries.list.queryOptions({ subscription: id, limit: 10 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <SubscriptionPage id={id} />
    </HydrationBoundary>
  )
}
