import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { InboxList } from '../../../components/inboxes/inbox-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Inboxes' }

export default async function InboxesPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const [{ cursor }, tenant] = await Promise.all([searchParams, tenantFilter()])
  const state = await prefetch((trpc) => [trpc.inboxes.list.queryOptions({ ...tenant, ...(cursor && { cursor }) })])
  return (
    <HydrationBoundary state={state}>
      <InboxList />
    </HydrationBoundary>
  )
}
