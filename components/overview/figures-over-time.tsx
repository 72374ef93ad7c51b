'use client'

import { SimpleGrid, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { chartMarks } from './chart-data.ts'
import { FailureReasons } from './failure-reasons.tsx'
import { isComparable } from './figures.ts'
import { LatencyCard } from './latency-card.tsx'
import { MarkList } from './mark-list.tsx'
import { PeriodCards } from './period-cards.tsx'
import { overdueQuery, type Range, type Span, spanBefore, statsQuery, timesOf } from './ranges.ts'
import { ThroughputCard } from './throughput-card.tsx'

/** The numbers of a range: of everything in reach, or of one subscription. */
export function FiguresOverTime(props: {
  of: { tenant?: string; subscription?: string }
  span: Span
  /** Where `span` is not one's own. */
  range: Range
  compare: boolean
  timeoutMs: number | null
  onZoom: (first: string, second: string) => void
  /** Between the numbers and the charts. */
  children?: ReactNode
}) {
  const { of, span, onZoom } = props
  const trpc = useTRPC()
  const options = { refetchInterval: span.isFixed ? (false as const) : 10_000 }
  const shown = useQuery({
    ...trpc.stats.get.queryOptions({ ...of, ...statsQuery(span) }, options),
    placeholderData: keepPreviousData,
  })
  const former = useQuery({
    ...trpc.stats.get.queryOptions({ ...of, ...statsQuery(spanBefore(span)) }, { staleTime: 60_000 }),
    placeholderData: keepPreviousData,
  })
  const happened = useQuery({
    ...trpc.stats.marks.queryOptions({ ...of, ...timesOf(span) }, { refetchInterval: 30_000 }),
    placeholderData: keepPreviousData,
  })
  const late = useQuery({
    ...trpc.stats.now.queryOptions(
      { ...of, ...overdueQuery(span) },
      { refetchInterval: 10_000, enabled: !span.isFixed },
    ),
    placeholderData: keepPreviousData,
  })
  const { data: stats, error } = shown
  if (error && !stats) return <ProblemState error={error} retry={() => void shown.refetch()} />
  const marks = happened.data?.data ?? []
  const drawn = stats ? chartMarks(stats, marks) : []
  const before = props.compare && former.data && isComparable(former.data) ? former.data : undefined
  return (
    <Stack gap="lg">
      <Stack gap="lg">
        <PeriodCards
          stats={stats}
          former={former.data}
          span={span}
          range={props.range}
          compare={props.compare}
          overdue={span.isFixed ? 0 : (late.data?.overdue ?? 0)}
        />
        {props.children}
      </Stack>
      <ThroughputCard stats={stats} before={before} marks={drawn} onZoom={onZoom}>
        <MarkList marks={marks} named={!of.subscription} />
      </ThroughputCard>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <LatencyCard
          stats={stats}
          before={before}
          timeoutMs={props.timeoutMs}
          isOfOne={of.subscription !== undefined}
          marks={drawn}
          onZoom={onZoom}
        />
        <FailureReasons stats={stats} marks={drawn} span={span} subscription={of.subscription} onZoom={onZoom} />
      </SimpleGrid>
    </Stack>
  )
}
