import { attemptErrors } from '../contract/delivery-words.ts'
import { database } from '../platform/database.ts'

/** Whose statistics (uuids); null: all. */
export interface StatsReach {
  tenantId: string | null
  appId: string | null
}

export interface StatsFilter {
  /** Unix milliseconds; `from` inclusive, on the edge of a bucket. */
  from: number
  to: number
  bucketMs: number
  subscriptionId: string | undefined
  type: string | undefined
}

type Counter = 'attempts' | 'succeeded' | 'auth_rejected' | 'delivered' | 'dead' | (typeof attemptErrors)[number]

/** Sums of one bucket; `at` in Unix milliseconds. Buckets without a row are missing. */
export type StatsRow = Record<Counter, number> & { at: number; latency: number[]; first_delay: number[] }

type ReadRow = Record<Counter, number> & { at: number; latency: [number, number][]; first_delay: [number, number][] }

const counters: readonly Counter[] = ['attempts', 'succeeded', 'auth_rejected', 'delivered', 'dead', ...attemptErrors]

/**
 * The histograms of each bucket, added up: pairs of position and count. Most positions of a minute's histogram are
 * zero; leaving those out before grouping is what makes this fast.
 */
const histograms = (column: string) => `
  select at, array_agg(array[position, n]) as sums
    from (select at, position::float8, sum(count)::float8 as n
            from picked, unnest(${column}) with ordinality as h(count, position) where count > 0 group by 1, 2) x
   group by at`

export async function readStats(reach: StatsReach, filter: StatsFilter): Promise<StatsRow[]> {
  const { rows } = await database().pool.query<ReadRow>({
    text: `
with picked as materialized (
  select floor(extract(epoch from minute)::float8 * 1000 / $3::float8) * $3::float8 as at, s.*
    from delivery_stats s
   where minute >= to_timestamp($1::float8 / 1000) and minute < to_timestamp($2::float8 / 1000)
     and ($4::uuid is null or tenant_id = $4) and ($5::uuid is null or app_id = $5)
     and ($6::uuid is null or subscription_id = $6) and ($7::text is null or event_type = $7)
), counted as (
  select at, ${counters.map((counter) => `sum(${counter})::float8 as ${counter}`).join(', ')} from picked group by at
), latency as (${histograms('latency_histogram')}), first_delay as (${histograms('first_delay_histogram')})
select counted.*, coalesce(latency.sums, '{}') as latency, coalesce(first_delay.sums, '{}') as first_delay
  from counted left join latency using (at) left join first_delay using (at) order by at`,
    values: [
      filter.from,
      filter.to,
      filter.bucketMs,
      reach.tenantId,
      reach.appId,
      filter.subscriptionId ?? null,
      filter.type ?? null,
    ],
  })
  return rows.map((row) => ({ ...row, latency: dense(row.latency), first_delay: dense(row.first_delay) }))
}

/** PostgreSQL counts positions from 1. */
function dense(pairs: [number, number][]): number[] {
  const length = Math.max(0, ...pairs.map(([position]) => position))
  const histogram = new Array<number>(length).fill(0)
  for (const [position, count] of pairs) histogram[position - 1] = count
  return histogram
}
