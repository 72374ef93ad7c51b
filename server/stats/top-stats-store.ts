import { readPicked, type StatsReach } from './stats-source.ts'

export interface TopStatsRow {
  /** uuid; null where types are ranked. */
  subscriptionId: string | null
  url: string | null
  type: string | null
  attempts: number
  succeeded: number
  delivered: number
  dead: number
}

/**
 * The `limit` subscriptions with most failed attempts, or types with most attempts. `from` and `to` in Unix milliseconds. Those
 * without any are left out.
 */
export async function readTopStats(
  reach: StatsReach,
  by: 'subscription' | 'type',
  range: { from: number; to: number },
  limit: number,
): Promise<TopStatsRow[]> {
  const bySubscription = by === 'subscription'
  const key = bySubscription ? 'subscription_id' : 'event_type'
  const rank = bySubscription ? 'sum(attempts) - sum(succeeded)' : 'sum(attempts)'
  return readPicked<TopStatsRow>(
    reach,
    {
      ...range,
      coarsest: 'day',
      level: bySubscription ? 'subscription' : 'reach',
      subscriptionIds: null,
      histograms: [],
      types: bySubscription ? 'together' : 'apart',
    },
    (parameter) => `
, ranked as (
  select ${key} as key, sum(attempts)::float8 as attempts, sum(succeeded)::float8 as succeeded,
         sum(delivered)::float8 as delivered, sum(dead)::float8 as dead
    from picked group by ${key} having ${rank} > 0 order by ${rank} desc, ${key} limit ${parameter(limit)}::int
)
select ${bySubscription ? 'key' : 'null'} as "subscriptionId", ${bySubscription ? 's.url' : 'null'} as url,
       ${bySubscription ? 'null' : 'key'} as type, attempts, succeeded, delivered, dead
  from ranked ${bySubscription ? 'join subscriptions s on s.id = key and s.deleted_at is null' : ''}
 order by ${bySubscription ? 'attempts - succeeded' : 'attempts'} desc, key`,
  )
}
