import type { Stats } from '../../server/contract/stats.ts'
import { duration } from '../time/time-text.ts'
import { ChartCard } from './chart-card.tsx'
import { latencyPoints } from './chart-data.ts'
import type { ChartMark } from './chart-series.ts'
import { firstAttemptText } from './figures.ts'
import { LazyChart } from './lazy-chart.tsx'

const series = [
  { key: 'p50', name: 'p50', color: 'light-dark(#0b8a83, #2fb5ab)' },
  { key: 'p95', name: 'p95', color: 'var(--accent)', isMain: true },
  { key: 'p99', name: 'p99', color: 'light-dark(#d0830a, #e2a336)' },
]
const before = { key: 'before', name: 'p95 in the period before', color: 'var(--ink-soft)', isDashed: true }

/** How long receivers take, and how long they are given. */
export function LatencyCard(props: {
  stats: Stats | undefined
  before: Stats | undefined
  timeoutMs: number | null
  /** Of one subscription; of several it is the one that most of them have. */
  isOfOne: boolean
  marks: ChartMark[]
  onZoom: (first: string, second: string) => void
}) {
  const { stats, timeoutMs } = props
  const delay = stats?.total.first_attempt_delay_ms
  return (
    <ChartCard
      title="Latency"
      summary={delay && firstAttemptText(delay.p95)}
      legend={[...series, ...(props.before ? [before] : [])]}
      loading={!stats}
      empty={stats?.total.latency_ms === null ? 'Nothing was measured in this time.' : null}
    >
      {stats && (
        <LazyChart
          points={latencyPoints(stats, props.before)}
          bucket={stats.bucket}
          lines={series}
          before={props.before ? [before] : []}
          marks={props.marks}
          format={duration}
          logarithmic
          size="fill"
          limit={
            timeoutMs === null
              ? null
              : { value: timeoutMs, name: `${props.isOfOne ? 'Timeout' : 'Usual timeout'} ${duration(timeoutMs)}` }
          }
          onZoom={props.onZoom}
        />
      )}
    </ChartCard>
  )
}
