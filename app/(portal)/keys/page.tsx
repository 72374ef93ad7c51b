import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { keyFilters } from '../../../components/keys/key-filters.ts'
import { KeyList } from '../../../components/keys/key-list.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'API keys' }

const loadFilters = createLoader(keyFilters)

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [trpc.keys.list.queryOptions({ ...tenant, ...withoutNulls(filters) })])
  return (
    <HydrationBoundary state={state}>
      <KeyList />
    </HydrationBoundary>
  )
}
