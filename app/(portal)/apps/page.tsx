import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { AppList } from '../../../components/apps/app-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Apps' }

const loadPlace = createLoader({ cursor: parseAsString })

export default async function AppsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ cursor }, tenant] = await Promise.all([loadPlace(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [trpc.apps.list.queryOptions({ ...tenant, ...(cursor && { cursor }) })])
  return (
    <HydrationBoundary state={state}>
      <AppList />
    </HydrationBoundary>
  )
}
