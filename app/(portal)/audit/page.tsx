import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { auditFilters, auditQuery } from '../../../components/audit/audit-filters.ts'
import { AuditList } from '../../../components/audit/audit-list.tsx'
import { prefetch, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Audit log' }

const loadFilters = createLoader(auditFilters)

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [filters, tenant] = await Promise.all([loadFilters(searchParams), tenantFilter()])
  const state = await prefetch((trpc) => [
    trpc.audit.list.queryOptions({ ...tenant, ...auditQuery(filters) }),
    trpc.audit.actors.queryOptions(tenant),
  ])
  return (
    <HydrationBoundary state={state}>
      <AuditList />
    </HydrationBoundary>
  )
}
