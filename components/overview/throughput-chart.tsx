'use client'

import { BarChart } from '@mantine/charts'
import type { StatsEntry } from '../../server/contract/stats.ts'
import { bucketLabel } from './bucket-label.ts'
import { ChartCard } from './chart-card.tsx'
import type { Range } from './ranges.ts'

const series = [
  { name: 'succeeded', label: 'Succeeded', color: 'var(--good)' },
  { name: 'failed', label: 'Failed', color: 'var(--bad)' },
]

/** Attempts over time, by how they ended. */
export function ThroughputChart({ buckets, range }: { buckets: StatsEntry[] | undefined; range: Range }) {
  const isQuiet = buckets?.every(({ attempts }) => attempts === 0)
  return (
    <ChartCard
      title="Attempts"
      legend={series.map(({ label, color }) => ({ name: label, color }))}
      loading={!buckets}
      empty={isQuiet ? 'No attempts in this time.' : null}
    >
      <BarChart
        h={220}
        data={(buckets ?? []).map(({ at, succeeded, failed }) => ({ at: bucketLabel(at, range), succeeded, failed }))}
        dataKey="at"
        type="stacked"
        series={series}
        gridAxis="x"
        gridColor="var(--line)"
        textColor="var(--ink-faint)"
        strokeDasharray="0"
        tickLine="none"
        barProps={{ isAnimationActive: false, radius: 1 }}
        xAxisProps={{ minTickGap: 40 }}
        yAxisProps={{ width: 44, allowDecimals: false }}
        maxBarWidth={28}
      />
    </ChartCard>
  )
}
