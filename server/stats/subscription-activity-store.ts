import { database } from '../platform/database.ts'
import { type HistogramSums, histogramOfSums, histogramSumsBy } from './histogram-sums.ts'
import { readPicked, type StatsReach } from './stats-source.ts'

export interface ActivityRow {
  subscriptionId: string
  attempts: number
  succeeded: number
  failedProbes: number
  latency: number[]
  /** Begin of the hour in Unix milliseconds, attempts, successes and failed probes in it; hours without any are missing. */
  hours: [at: number, attempts: number, succeeded: number, failedProbes: number][]
}

/** What the subscriptions (uuids) did in a range of whole hours; those that did nothing are missing. */
export async function readActivity(
  reach: StatsReach,
  subscriptionIds: string[],
  range: { from: number; to: number },
): Promise<ActivityRow[]> {
  const rows = await readPicked<Omit<ActivityRow, 'latency'> & { latency: HistogramSums }>(
    reach,
    {
      ...range,
      coarsest: 'hour',
      level: 'subscription',
      subscriptionIds,
      types: 'together',
      histograms: ['latency_histogram'],
    },
    () => `
, hours as (
  select subscription_id, extract(epoch from date_trunc('hour', start, 'UTC'))::float8 * 1000 as at,
         sum(attempts)::float8 as attempts, sum(succeeded)::float8 as succeeded,
         sum(failed_probes)::float8 as failed_probes
    from picked group by 1, 2
), latency as materialized (${histogramSumsBy('subscription_id', 'latency_histogram', 'picked')})
select subscription_id as "subscriptionId", sum(attempts) as attempts, sum(succeeded) as succeeded,
       sum(failed_probes) as "failedProbes",
       json_agg(json_build_array(at, attempts, succeeded, failed_probes) order by at) as hours,
       (select sums from latency l where l.subscription_id = hours.subscription_id) as latency
  from hours group by subscription_id`,
  )
  return rows.map((row) => ({ ...row, latency: histogramOfSums(row.latency) }))
}

export interface LastDeliveryRow {
  subscriptionId: string
  /** uuid of the newest delivery, null without any. */
  deliveryId: string | null
  status: string | null
}

/** The live subscriptions of `ids` (uuids) in reach, or the newest `limit` where null, each with its newest delivery. */
export async function readLastDeliveries(
  { tenantId, appId }: StatsReach,
  ids: string[] | null,
  limit: number,
): Promise<LastDeliveryRow[]> {
  const { rows } = await database().pool.query<LastDeliveryRow>(
    `select s.id as "subscriptionId", d.id as "deliveryId", d.status
       from (select id from subscriptions
              where deleted_at is null and ($1::uuid is null or tenant_id = $1) and ($2::uuid is null or app_id = $2)
                and ($3::uuid[] is null or id = any($3)) order by id desc limit $4) s
       left join lateral (select id, status from deliveries where subscription_id = s.id order by id desc limit 1) d on true`,
    [tenantId, appId, ids, limit],
  )
  return rows
}
