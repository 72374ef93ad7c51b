import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { InboxPage } from '../../../../components/inboxes/inbox-page.tsx'
import { prefetch } from '../../../portal-queries.ts'

export const metadata: Metadata = { title: 'Inbox' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
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
