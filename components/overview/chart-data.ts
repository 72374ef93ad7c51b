import { attemptErrors } from '../../server/contract/delivery-words.ts'
import type { Stats, StatsEntry } from '../../server/contract/stats.ts'
import type { StatsMark } from '../../server/contract/stats-mark.ts'
import { hostOf } from '../subscriptions/host-of.ts'
import type { ChartMark, ChartPoint } from './chart-series.ts'

/** Numbers of the same place in the period before; that one may be a bucket longer or shorter. */
function besides(before: Stats | undefined, index: number): StatsEntry | undefined {
  return before?.buckets[index]
}

/** Attempts by how they ended. */
export function throughputPoints(stats: Stats, before: Stats | undefined): ChartPoint[] {
  return stats.buckets.map(({ at, succeeded, failed, failed_probes: probes, dead }, index) => ({
    at,
    succeeded,
    retried: Math.max(0, failed - probes - dead),
    dead: Math.min(dead, failed - probes),
    probes,
    before: besides(before, index)?.attempts ?? null,
  }))
}

/** By wide steps: percentiles of single buckets are those of a handful of attempts. */
export function latencyPoints(stats: Stats, before: Stats | undefined): ChartPoint[] {
  const shiftMs = before ? Date.parse(stats.from) - Date.parse(before.from) : 0
  const stepBefore = (at: string) =>
    before?.latency_steps.findLast((step) => Date.parse(step.at) <= Date.parse(at) - shiftMs)
  return stats.latency_steps.map(({ at, last_at, latency_ms }) => ({
    at,
    last: last_at,
    p50: latency_ms?.p50 ?? null,
    p95: latency_ms?.p95 ?? null,
    p99: latency_ms?.p99 ?? null,
    before: stepBefore(at)?.latency_ms?.p95 ?? null,
  }))
}

export function failurePoints(stats: Stats): ChartPoint[] {
  return stats.buckets.map(({ at, failed_by }) => ({
    at,
    ...Object.fromEntries(attemptErrors.map((error) => [error, failed_by[error] ?? 0])),
  }))
}

const words: Record<StatsMark['kind'], string> = {
  created: 'Subscription created',
  edited: 'Subscription edited',
  secret_rotated: 'Secret rotated',
  paused: 'Paused',
  resumed: 'Resumed',
  disabled: 'Disabled',
  deleted: 'Subscription deleted',
  circuit_opened: 'Circuit opened',
  circuit_closed: 'Circuit closed',
}

export function markWords(kind: StatsMark['kind']): string {
  return words[kind]
}

/** As many as the list of marks shows, the newest. */
const mostNumbered = 10

/** From left to right in a chart: `marks` are the oldest first. null: older than those that the list shows. */
export function markNumber(marks: StatsMark[], index: number): number | null {
  const number = index + 1 - Math.max(0, marks.length - mostNumbered)
  return number < 1 ? null : number
}

/** Marks at the buckets they fell into. */
export function chartMarks(stats: Stats, marks: StatsMark[]): ChartMark[] {
  return marks.flatMap(({ at, kind, url }, index) => {
    const bucket = stats.buckets.findLast((entry) => entry.at <= at)
    return bucket ? [{ at: bucket.at, number: markNumber(marks, index), words: `${words[kind]}: ${hostOf(url)}` }] : []
  })
}
