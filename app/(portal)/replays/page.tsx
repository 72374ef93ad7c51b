import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ReplayList } from '../../../components/replays/replay-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Replays' }

export default async function ReplaysPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const [{ cursor }, tenant] = await Promise.all([searchParams, tenantFilter()])
  const state = await prefetch((trpc) => [trpc.replays.list.queryOptions({ ...tenant, ...(cursor && { cursor }) })])
  return (
    <HydrationBoundary state={state}>
      <ReplayList />
    </HydrationBoundary>
  )
}
