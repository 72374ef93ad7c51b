import type { StatsBucket } from '../contract/stats.ts'
import { type HistogramSums, histogramOfSums, histogramSumsBy } from './histogram-sums.ts'
import { type StatsCounter, statsCounters } from './stats-columns.ts'
import { readPicked, type StatsReach } from './stats-source.ts'

export interface StatsFilter {
  /** Unix milliseconds; `from` inclusive, on the edge of a bucket. */
  from: number
  to: number
  bucket: StatsBucket
  bucketMs: number
  subscriptionId: string | undefined
  type: string | undefined
}

/** Sums of one bucket; `at` in Unix milliseconds. Buckets without a row are missing. */
export type StatsRow = Record<StatsCounter, number> & { at: number; latency: number[]; first_delay: number[] }

type ReadRow = Record<StatsCounter, number> & { at: number; latency: HistogramSums; first_delay: HistogramSums }

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
), latency as (${histogramSumsBy('at', 'latency_histogram', 'placed')}
), first_delay as (${histogramSumsBy('at', 'first_delay_histogram', 'placed')})
select counted.*, latency.sums as latency, first_delay.sums as first_delay
  from counted left join latency using (at) left join first_delay using (at) order by at`
    },
  )
  return rows.map((row) => ({
    ...row,
    latency: histogramOfSums(row.latency),
    first_delay: histogramOfSums(row.first_delay),
  }))
}
