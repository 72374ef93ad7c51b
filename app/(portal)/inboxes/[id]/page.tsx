import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { InboxPage } from '../../../../components/inboxes/inbox-page.tsx'
import { prefetch } from '../../../portal-queries.ts'
import { titleOf } from '../../../title-of.ts'

interface Place {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { id } = await params
  return titleOf(
    'Inbox',
    (trpc) => trpc.inboxes.get.queryOptions({ id }),
    ({ name }) => name,
  )
}

export default async function Page({ params }: Place) {
  const { id } = await params
  const state = await prefetch((trpc) => [
    trpc.inboxes.get.queryOptions({ id }),
    trpc.inboxes.requests.queryOptions({ id, limit: 50 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <InboxPage id={id} />
    </HydrationBoundary>
  )
}
