import type { ReactNode } from 'react'
import type { Stats } from '../../server/contract/stats.ts'
import { ChartCard } from './chart-card.tsx'
import { throughputPoints } from './chart-data.ts'
import type { ChartMark } from './chart-series.ts'
import { count } from './figures.ts'
import { LazyChart } from './lazy-chart.tsx'

const series = [
  { key: 'succeeded', name: 'Succeeded', color: 'var(--good)' },
  { key: 'retried', name: 'Failed, tried again', color: 'var(--warn)' },
  { key: 'dead', name: 'Failed, given up', color: 'var(--bad)' },
]
const probes = { key: 'probes', name: 'Probe of an open circuit failed', color: 'var(--quiet)' }
const before = { key: 'before', name: 'All in the period before', color: 'var(--ink)', isDashed: true }

/** Attempts over time, by how they ended. */
export function ThroughputCard(props: {
  stats: Stats | undefined
  /** Of the period before, to compare with. */
  before: Stats | undefined
  marks: ChartMark[]
  onZoom: (first: string, second: string) => void
  /** Below the chart. */
  children?: ReactNode
}) {
  const { stats } = props
  const bars = stats?.total.failed_probes ? [...series, probes] : series
  return (
    <ChartCard
      title="Attempts"
      legend={[...bars, ...(props.before ? [before] : [])]}
      loading={!stats}
      empty={stats?.total.attempts === 0 && !props.before?.total.attempts ? 'No attempts in this time.' : null}
    >
      {stats && (
        <LazyChart
          points={throughputPoints(stats, props.before)}
          bucket={stats.bucket}
          bars={bars}
          before={props.before ? [before] : []}
          marks={props.marks}
          format={count}
          onZoom={props.onZoom}
        />
      )}
      {props.children}
    </ChartCard>
  )
}
