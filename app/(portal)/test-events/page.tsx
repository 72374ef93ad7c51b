import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { TestingPage } from '../../../components/testing/testing-page.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Test events' }

export default async function Page() {
  const tenant = await tenantFilter()
  const state = await prefetch((trpc) => [
    trpc.eventTypes.list.queryOptions({ limit: 100 }),
    trpc.events.list.queryOptions({ ...tenant, limit: 1 }),
  ])
  return (
    <HydrationBoundary state={state}>
      <TestingPage />
    </HydrationBoundary>
  )
}
