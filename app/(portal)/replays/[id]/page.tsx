import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ReplayPage } from '../../../../components/replays/replay-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Replay' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const state = await prefetch((trpc) => [trpc.replays.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <ReplayPage id={id} />
    </HydrationBoundary>
  )
}
