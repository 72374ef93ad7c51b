import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ReplayPage } from '../../../../components/replays/replay-page.tsx'
import { replayName } from '../../../../components/replays/replay-words.ts'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Place {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { id } = await params
  return titleOf('Replay', (trpc) => trpc.replays.get.queryOptions({ id }), replayName)
}

export default async function Page({ params }: Place) {
  const { id } = await params
  const state = await prefetch((trpc) => [trpc.replays.get.queryOptions({ id })])
  return (
    <HydrationBoundary state={state}>
      <ReplayPage id={id} />
    </HydrationBoundary>
  )
}
