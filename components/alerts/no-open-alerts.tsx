import { Anchor } from '@mantine/core'
import { IconBellCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { count } from '../overview/figures.ts'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { failingPage } from '../subscriptions/subscription-filters.ts'
import { useTRPC } from '../trpc/portal-client.tsx'

/** No alert is open. What fails now and has not become one, or not yet, is told. */
export function NoOpenAlerts() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const mayRead = useMay('stats:read')
  const { data } = useQuery(trpc.stats.now.queryOptions(tenant, { enabled: mayRead, refetchInterval: 10_000 }))
  const { failing = 0, circuit_open: open = 0 } = data?.subscriptions ?? {}
  return (
    <EmptyState icon={IconBellCheck} title="No open alerts">
      {failing > 0 && (
        <>
          <Anchor component={Link} inherit underline="always" href={failingPage}>
            {count(failing)} {failing === 1 ? 'subscription is' : 'subscriptions are'} failing now
          </Anchor>
          {open > 0 && `, ${count(open)} with an open circuit`}.{' '}
        </>
      )}
      Receivers are checked once a minute: a circuit that stays open for a minute becomes an alert. Earlier alerts are
      under Resolved.
    </EmptyState>
  )
}
