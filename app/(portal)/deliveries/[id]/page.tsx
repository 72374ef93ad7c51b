import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { DeliveryPage } from '../../../../components/deliveries/delivery-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Delivery' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const state = await prefetch((trpc) => [trpc.deliveries.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <DeliveryPage id={id} />
    </HydrationBoundary>
  )
}
