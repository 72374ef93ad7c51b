import { type StatsCounter, statsCounters } from './stats-columns.ts'
import type { Grain } from './stats-coverage.ts'
import { readPicked, type StatsReach } from './stats-source.ts'

export interface StatsFilter {
  /** Unix milliseconds; `from` inclusive, on the edge of a bucket. */
  from: number
  to: number
  bucket: Grain
  bucketMs: number
  subscriptionId: string | undefined
  type: string | undefined
}

/** Sums of one bucket; `at` in Unix milliseconds. Buckets without a row are missing. */
export type StatsRow = Record<StatsCounter, number> & { at: number; latency: number[]; first_delay: number[] }

type ReadRow = Record<StatsCounter, number> & { at: number; latency: HistogramPairs; first_delay: HistogramPairs }

const sums = statsCounters.map((counter) => `sum(${counter})::float8 as ${counter}`).join(', ')

export async function readStats(reach: StatsReach, filter: StatsFilter): Promise<StatsRow[]> {
  const { from, to, bucket, subscriptionId, type } = filter
  const rows = await readPicked<ReadRow>(
    reach,
    {
      from,
      to,
      coarsest: bucket,
      level: 'reach',
      subscriptionIds: subscriptionId === undefined ? null : [subscriptionId],
      histograms: ['latency_histogram', 'first_delay_histogram'],
      types: type === undefined ? 'together' : { only: type },
    },
    (parameter) => {
      const size = parameter(filter.bucketMs)
      return `
, placed as materialized (
  select (floor(extract(epoch from start)::float8 * 1000 / ${size}::float8) * ${size}::float8) as at, picked.* from picked
), counted as (select at, ${sums} from placed group by at
), latency as (${histogramsBy('at', 'latency_histogram', 'placed')}
), first_delay as (${histogramsBy('at', 'first_delay_histogram', 'placed')})
select counted.*, coalesce(latency.sums, '{}') as latency, coalesce(first_delay.sums, '{}') as first_delay
  from counted left join latency using (at) left join first_delay using (at) order by at`
    },
  )
  return rows.map((row) => ({
    ...row,
    latency: denseHistogram(row.latency),
    first_delay: denseHistogram(row.first_delay),
  }))
}

/** Positions, counted from 1 as PostgreSQL does, and their counts. */
export type HistogramPairs = [position: number, count: number][]

/**
 * The histograms of each `key` added up, as pairs in `sums`. Most positions of a minute's histogram are zero; leaving those
 * out before grouping is what makes this fast.
 */
export function histogramsBy(key: string, column: string, table: string): string {
  return `
  select ${key}, array_agg(array[position, n]) as sums
    from (select ${key}, position::float8, sum(count)::float8 as n
            from ${table}, unnest(${column}) with ordinality as h(count, position) where count > 0 group by 1, 2) x
   group by ${key}`
}

export function denseHistogram(pairs: HistogramPairs): number[] {
  const length = Math.max(0, ...pairs.map(([position]) => position))
  const histogram = new Array<number>(length).fill(0)
  for (const [position, count] of pairs) histogram[position - 1] = count
  return histogram
}
