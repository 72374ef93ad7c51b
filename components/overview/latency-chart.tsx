'use client'

import { LineChart } from '@mantine/charts'
import type { StatsEntry } from '../../server/contract/stats.ts'
import { duration } from '../time/time-text.ts'
import { bucketLabel } from './bucket-label.ts'
import { ChartCard } from './chart-card.tsx'
import type { Range } from './ranges.ts'

const series = [
  { name: 'p50', color: 'var(--info)' },
  { name: 'p95', color: 'var(--accent)' },
  { name: 'p99', color: 'var(--warn)' },
]

/** How long receivers take. */
export function LatencyChart({ buckets, range }: { buckets: StatsEntry[] | undefined; range: Range }) {
  const measured = buckets?.filter(({ latency_ms }) => latency_ms !== null).length
  return (
    <ChartCard
      title="Latency"
      legend={series}
      loading={!buckets}
      empty={measured === 0 ? 'Nothing was measured in this time.' : null}
    >
      <LineChart
        h={220}
        data={(buckets ?? []).map(({ at, latency_ms }) => ({ at: bucketLabel(at, range), ...latency_ms }))}
        dataKey="at"
        series={series}
        curveType="monotone"
        strokeWidth={1.75}
        withDots={(measured ?? 0) < 12}
        connectNulls={false}
        gridAxis="x"
        gridColor="var(--line)"
        textColor="var(--ink-faint)"
        strokeDasharray="0"
        tickLine="none"
        valueFormatter={duration}
        lineProps={{ isAnimationActive: false }}
        xAxisProps={{ minTickGap: 40 }}
        yAxisProps={{ width: 64 }}
      />
    </ChartCard>
  )
}
