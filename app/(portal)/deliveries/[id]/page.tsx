import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { DeliveryPage } from '../../../../components/deliveries/delivery-page.tsx'
import { hostOf } from '../../../../components/subscriptions/host-of.ts'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Place {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { id } = await params
  return titleOf(
    'Delivery',
    (trpc) => trpc.deliveries.get.queryOptions({ id }),
    ({ type, url }) => `${type} to ${hostOf(url)}`,
  )
}

export default async function Page({ params }: Place) {
  const { id } = await params
  const state = await prefetch((trpc) => [trpc.deliveries.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <DeliveryPage id={id} />
    </HydrationBoundary>
  )
}
