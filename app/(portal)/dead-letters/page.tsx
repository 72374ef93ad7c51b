import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { deadLetterFilters } from '../../../components/dead-letters/dead-letter-filters.ts'
import { DeadLettersPage } from '../../../components/dead-letters/dead-letters-page.tsx'
import { withoutNulls } from '../../../components/table/without-nulls.ts'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Dead letters' }

const loadFilters = createLoader(deadLetterFilters)

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const isNarrowed = Object.values(filters).some((value) => value !== null)
  const state = await prefetch((trpc) => [
    isNarrowed
      ? trpc.deadLetters.list.queryOptions({ ...tenant, ...withoutNulls(filters) })
      : trpc.deadLetters.groups.queryOptions(tenant),
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <DeadLettersPage />
    </HydrationBoundary>
  )
}
