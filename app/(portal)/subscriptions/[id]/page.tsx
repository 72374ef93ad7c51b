import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { overviewFilters, spanOf } from '../../../../components/overview/ranges.ts'
import { hostOf } from '../../../../components/subscriptions/host-of.ts'
import { SubscriptionPage } from '../../../../components/subscriptions/subscription-page.tsx'
import { figuresQueries } from '../../../figures-queries.ts'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Asked {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  const { id } = await params
  return titleOf(
    'Subscription',
    (trpc) => trpc.subscriptions.get.queryOptions({ id }),
    ({ url }) => hostOf(url),
  )
}

const loadFilters = createLoader(overviewFilters)

export default async function Page({ params, searchParams }: Asked) {
  const [{ id }, filters] = await Promise.all([params, loadFilters(searchParams)])
  const renderedAt = Date.now()
  const span = spanOf(filters, renderedAt)
  const state = await prefetch((trpc) => [
    ...figuresQueries(trpc, { subscription: id }, span),
    trpc.subscriptions.get.queryOptions({ id }),
    trpc.stats.now.queryOptions({ subscription: id }),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
    trpc.deliveries.list.queryOptions({ subscription: id, limit: 10 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <SubscriptionPage id={id} renderedAt={renderedAt} />
    </HydrationBoundary>
  )
}
