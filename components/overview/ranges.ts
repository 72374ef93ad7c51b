import { parseAsBoolean, parseAsIsoDateTime, parseAsStringLiteral } from 'nuqs/server'
import type { StatsBucket } from '../../server/contract/stats.ts'

export const ranges = ['1h', '6h', '24h', '7d', '30d'] as const
export type Range = (typeof ranges)[number]

/** What of the overview stands in the URL. `from` and `to` together are a range of one's own and win over `range`. */
export const overviewFilters = {
  range: parseAsStringLiteral(ranges).withDefault('24h'),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  compare: parseAsBoolean.withDefault(false),
}

export interface OverviewFilters {
  range: Range
  from: Date | null
  to: Date | null
}

/** Unix milliseconds on whole minutes, the begin on the edge of a bucket, and how finely it is drawn. */
export interface Span {
  fromMs: number
  toMs: number
  bucket: StatsBucket
  /** Chosen in the chart or by hand: it stands still. */
  isFixed: boolean
  /** How much earlier the period is that it is compared with: whole buckets. */
  shiftMs: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const spans: Record<Range, { ms: number; bucket: StatsBucket }> = {
  '1h': { ms: hourMs, bucket: 'minute' },
  '6h': { ms: 6 * hourMs, bucket: 'minute' },
  '24h': { ms: dayMs, bucket: 'hour' },
  '7d': { ms: 7 * dayMs, bucket: 'hour' },
  '30d': { ms: 30 * dayMs, bucket: 'day' },
}

export const bucketMs: Record<StatsBucket, number> = { minute: minuteMs, hour: hourMs, day: dayMs }

/** Shorter is a handful of attempts, longer more than the server adds up. */
export const shortestMs = 5 * minuteMs
export const longestMs = 400 * dayMs

/**
 * What the filters mean at `nowMs`. Whole minutes, so that server and browser ask the same within one; whole buckets, the running
 * one among them, so that numbers, charts and lists are of the same attempts; never less than the range says.
 */
export function spanOf({ range, from, to }: OverviewFilters, nowMs: number): Span {
  if (from && to) {
    const bucket = suitable(to.getTime() - from.getTime())
    const fromMs = beginOf(from.getTime(), bucket)
    const toMs = Math.ceil(to.getTime() / minuteMs) * minuteMs
    if (toMs - fromMs >= shortestMs && toMs - fromMs <= longestMs) {
      const shiftMs = Math.ceil((toMs - fromMs) / bucketMs[bucket]) * bucketMs[bucket]
      return { fromMs, toMs, bucket, isFixed: true, shiftMs }
    }
  }
  const { ms, bucket } = spans[range]
  const toMs = (Math.floor(nowMs / minuteMs) + 1) * minuteMs
  return { fromMs: beginOf(toMs - ms, bucket), toMs, bucket, isFixed: false, shiftMs: ms }
}

const beginOf = (ms: number, bucket: StatsBucket) => Math.floor(ms / bucketMs[bucket]) * bucketMs[bucket]

function suitable(ms: number): StatsBucket {
  if (ms <= 6 * hourMs) return 'minute'
  return ms <= 10 * dayMs ? 'hour' : 'day'
}

/** What it is compared with, which is equally long. */
export function spanBefore(span: Span): Span {
  const { fromMs, toMs, shiftMs } = span
  return { ...span, fromMs: fromMs - shiftMs, toMs: toMs - shiftMs }
}

export function timesOf({ fromMs, toMs }: Span): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}

/** What still waits and should have arrived in the span: within a day of its acceptance. */
export function overdueQuery({ fromMs }: Span): { overdue_from: string } {
  return { overdue_from: new Date(fromMs - dayMs).toISOString() }
}

export function statsQuery(span: Span): { from: string; to: string; bucket: StatsBucket } {
  return { ...timesOf(span), bucket: span.bucket }
}

/** From the beginning of one bucket (ISO 8601) to the end of another, whichever comes first, at least five minutes. */
export function zoomedTo(first: string, second: string, bucket: StatsBucket): { from: Date; to: Date } {
  const [begin, end] = [Date.parse(first), Date.parse(second)].sort((a, b) => a - b) as [number, number]
  const to = Math.max(end + bucketMs[bucket], begin + shortestMs)
  return { from: new Date(begin), to: new Date(to) }
}
