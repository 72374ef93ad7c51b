import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { MemberList } from '../../../components/members/member-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Members' }

const loadPlace = createLoader({ cursor: parseAsString })

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ cursor }, tenant] = await Promise.all([loadPlace(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [trpc.members.list.queryOptions({ ...tenant, ...(cursor && { cursor }) })])
  return (
    <HydrationBoundary state={state}>
      <MemberList />
    </HydrationBoundary>
  )
}
