import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { KeyList } from '../../../components/keys/key-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'API keys' }

const loadPlace = createLoader({ cursor: parseAsString })

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ cursor }, tenant] = await Promise.all([loadPlace(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [trpc.keys.list.queryOptions({ ...tenant, ...(cursor && { cursor }) })])
  return (
    <HydrationBoundary state={state}>
      <KeyList />
    </HydrationBoundary>
  )
}
