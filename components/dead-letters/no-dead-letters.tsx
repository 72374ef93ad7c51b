import { Anchor } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { mostCounted } from '../../server/contract/stats-limits.ts'
import { count } from '../overview/figures.ts'
import { useMay } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Nothing was given up. What waits behind an open circuit has not arrived either, and is told. */
export function NoDeadLetters({ scope }: { scope: { tenant?: string; subscription?: string } }) {
  const trpc = useTRPC()
  const mayRead = useMay('stats:read')
  const { data } = useQuery(trpc.stats.now.queryOptions(scope, { enabled: mayRead, refetchInterval: 10_000 }))
  const held = data?.behind_circuit ?? 0
  const only = scope.subscription ? `&subscription=${scope.subscription}` : ''
  return (
    <EmptyState icon={IconMoodSmile} title="No dead letters">
      Every delivery has arrived, is being tried, or waits to be tried again.
      {held > 0 && (
        <>
          {' '}
          <Anchor component={Link} inherit underline="always" href={`/deliveries?status=waiting${only}`}>
            {held === mostCounted ? 'Many' : count(held)} {held === 1 ? 'waits' : 'wait'} behind an open circuit
          </Anchor>
          .
        </>
      )}
    </EmptyState>
  )
}
