import { SimpleGrid } from '@mantine/core'
import type { Stats } from '../../server/contract/stats.ts'
import { duration } from '../time/time-text.ts'
import {
  change,
  changeOfLatency,
  changeOfShare,
  count,
  deliveryAttempts,
  isComparable,
  percent,
  shareInTime,
  successRate,
} from './figures.ts'
import { StatCard } from './stat-card.tsx'
import { undeliveredText } from './undelivered-text.ts'

const share = (value: number | null) => (value === null ? '—' : percent(value))

/** What happened in the range, each number with how it moved against the period before. */
export function PeriodCards(props: {
  stats: Stats | undefined
  before: Stats | undefined
  /** What became a day old in the range and still waits, where the range ends now. */
  overdue: number
}) {
  const { stats, before, overdue } = props
  const total = stats?.total
  const former = before && isComparable(before) ? before.total : undefined
  const [latency, formerLatency] = [total?.latency_ms, former?.latency_ms]
  const rate = total && former ? changeOfShare(successRate(total), successRate(former)) : null
  const inTime = total ? shareInTime(total, overdue) : null
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      <StatCard
        label="Delivered"
        value={total && count(total.delivered)}
        change={total && former && change(total.delivered, former.delivered)}
        before={former && count(former.delivered)}
        hint={total && attemptsText(deliveryAttempts(total))}
      />
      <StatCard
        label="Success rate of attempts"
        value={total && share(successRate(total))}
        change={rate}
        before={former && share(successRate(former))}
        hint={total && failedText(total)}
      />
      <StatCard
        label="Delivered within 24 h"
        value={total && share(inTime)}
        // What was late at the end of the period before is not known by now.
        change={overdue === 0 && total && former ? changeOfShare(inTime, former.delivered_within_24h_share) : undefined}
        before={former && overdue === 0 ? share(former.delivered_within_24h_share) : undefined}
        hint={total && undeliveredText(total, overdue)}
      />
      <StatCard
        label="Latency p95"
        value={total && (latency ? duration(latency.p95) : '—')}
        change={
          latency &&
          formerLatency &&
          changeOfLatency(latency.p95, formerLatency.p95, { now: total ? successRate(total) : null, change: rate })
        }
        before={formerLatency ? duration(formerLatency.p95) : undefined}
        hint={total && (latency ? `p50 ${duration(latency.p50)}` : 'nothing measured')}
      />
    </SimpleGrid>
  )
}

function attemptsText(attempts: number): string {
  return `in ${count(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'}`
}

function failedText({ failed, failed_probes: probes }: Stats['total']): string {
  const text = `${count(failed - probes)} failed`
  if (probes === 0) return text
  return `${text}, and ${count(probes)} ${probes === 1 ? 'probe' : 'probes'} of open circuits`
}
