import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { NewSubscription } from '../../../../components/subscriptions/new-subscription.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'New subscription' }

export default async function NewSubscriptionPage() {
  const state = await prefetch((trpc) => [trpc.eventTypes.list.queryOptions({ limit: 100 })])
  return (
    <HydrationBoundary state={state}>
      <NewSubscription />
    </HydrationBoundary>
  )
}
