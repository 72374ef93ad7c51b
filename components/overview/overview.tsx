'use client'

import { SegmentedControl, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import type { Stats } from '../../server/contract/stats.ts'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { ProblemState } from '../states/problem-state.tsx'
import { useNow } from '../time/now.ts'
import { duration } from '../time/time-text.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { FailureReasons } from './failure-reasons.tsx'
import { GettingStarted } from './getting-started.tsx'
import { overviewFilters, type Range, ranges, statsQuery } from './ranges.ts'
import { StatCard } from './stat-card.tsx'

/** The charts weigh more than the rest of the page: the numbers do not wait for them. */
const whileLoading = () => <Skeleton height={292} radius={10} />
const ThroughputChart = dynamic(async () => (await import('./throughput-chart.tsx')).ThroughputChart, {
  ssr: false,
  loading: whileLoading,
})
const LatencyChart = dynamic(async () => (await import('./latency-chart.tsx')).LatencyChart, {
  ssr: false,
  loading: whileLoading,
})

export function Overview() {
  const trpc = useTRPC()
  const tenant = useTenantFilter()
  const [{ range }, setFilters] = useQueryStates(overviewFilters)
  const now = useNow()
  const { data, error, refetch } = useQuery({
    ...trpc.stats.get.queryOptions({ ...tenant, ...statsQuery(range, now) }, { refetchInterval: 10_000 }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title="Overview"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Time range"
          data={[...ranges]}
          value={range}
          onChange={(value) => void setFilters({ range: value as Range })}
        />
      }
    >
      <GettingStarted />
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : (
        <Figures stats={data} range={range} />
      )}
    </Page>
  )
}

function Figures({ stats, range }: { stats: Stats | undefined; range: Range }) {
  const total = stats?.total
  const latency = total?.latency_ms
  const delay = total?.first_attempt_delay_ms
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, md: 5 }} spacing="md">
        <StatCard
          label="Delivered"
          value={total && count(total.delivered)}
          hint={total && `${count(total.attempts)} attempts`}
        />
        <StatCard
          label="Attempts that succeeded"
          value={total && (total.attempts === 0 ? '—' : percent(total.succeeded / total.attempts))}
          hint={total && `${count(total.failed)} failed`}
        />
        <StatCard
          label="Given up"
          value={total && count(total.dead)}
          tone={total && total.dead > 0 ? 'bad' : undefined}
          hint="became dead letters"
          href="/dead-letters"
        />
        <StatCard
          label="Latency p95"
          value={total && (latency ? duration(latency.p95) : '—')}
          hint={latency ? `p50 ${duration(latency.p50)}` : 'of the receivers'}
        />
        <StatCard
          label="Delay to first attempt p95"
          value={total && (delay ? duration(delay.p95) : '—')}
          hint={delay ? `p50 ${duration(delay.p50)}` : 'from acceptance'}
        />
      </SimpleGrid>
      <ThroughputChart buckets={stats?.buckets} range={range} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <LatencyChart buckets={stats?.buckets} range={range} />
        <FailureReasons total={total} />
      </SimpleGrid>
    </Stack>
  )
}

const count = (value: number) => value.toLocaleString('en-GB')

/** Never rounded up to a clean 100 %. */
function percent(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(share === 1 ? 0 : 2)} %`
}
