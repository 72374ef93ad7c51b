import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { TenantList } from '../../../components/tenants/tenant-list.tsx'
import { prefetch } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Tenants' }

const loadPlace = createLoader({ cursor: parseAsString })

export default async function TenantsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor } = await loadPlace(searchParams)
  const state = await prefetch((trpc) => [trpc.tenants.list.queryOptions(cursor ? { cursor } : {})])
  return (
    <HydrationBoundary state={state}>
      <TenantList />
    </HydrationBoundary>
  )
}
