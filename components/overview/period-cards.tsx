import { SimpleGrid } from '@mantine/core'
import type { Stats } from '../../server/contract/stats.ts'
import { duration } from '../time/time-text.ts'
import { change, changeOfShare, count, percent, successRate } from './figures.ts'
import { StatCard } from './stat-card.tsx'

/** What happened in the range, each number with how it moved against the period before. */
export function PeriodCards({ stats, before }: { stats: Stats | undefined; before: Stats | undefined }) {
  const [total, former] = [stats?.total, before?.total]
  const rate = total && successRate(total)
  const inDay = total?.delivered_within_24h_share
  const latency = total?.latency_ms
  const formerLatency = former?.latency_ms
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      <StatCard
        label="Delivered"
        value={total && count(total.delivered)}
        hint={former && (change(total?.delivered ?? 0, former.delivered) ?? 'none before')}
      />
      <StatCard
        label="Success rate of attempts"
        value={total && (rate == null ? '—' : percent(rate))}
        hint={hintOf(
          former && changeOfShare(rate ?? null, successRate(former)),
          total && `${count(total.failed)} failed`,
        )}
      />
      <StatCard
        label="Delivered within 24 h"
        value={total && (inDay == null ? '—' : percent(inDay))}
        hint={hintOf(
          former && changeOfShare(inDay ?? null, former.delivered_within_24h_share),
          total && `${count(total.dead)} given up`,
        )}
      />
      <StatCard
        label="Latency p95"
        value={total && (latency ? duration(latency.p95) : '—')}
        hint={
          latency
            ? `p50 ${duration(latency.p50)}${formerLatency ? `, p95 before ${duration(formerLatency.p95)}` : ''}`
            : 'of the receivers'
        }
      />
    </SimpleGrid>
  )
}

function hintOf(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(', ')
}
