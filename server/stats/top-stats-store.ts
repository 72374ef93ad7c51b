import { readPicked, type StatsReach } from './stats-source.ts'

export interface TopStatsRow {
  /** uuid; null where types are ranked. */
  subscriptionId: string | null
  url: string | null
  /** uuid; null where types are ranked. */
  tenantId: string | null
  isDeleted: boolean | null
  type: string | null
  attempts: number
  succeeded: number
  failedProbes: number
  delivered: number
  dead: number
}

/**
 * The `limit` subscriptions with most failed attempts, or types with most attempts other than failed probes. `from` and `to` in Unix milliseconds. Those
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
  const rank = bySubscription ? 'sum(attempts) - sum(succeeded)' : 'sum(attempts) - sum(failed_probes)'
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
         sum(failed_probes)::float8 as "failedProbes", sum(delivered)::float8 as delivered, sum(dead)::float8 as dead
    from picked group by ${key} having ${rank} > 0 order by ${rank} desc, ${key} limit ${parameter(limit)}::int
)
select ${bySubscription ? 'key' : 'null'} as "subscriptionId", ${bySubscription ? 's.url' : 'null'} as url,
       ${bySubscription ? 's.tenant_id' : 'null'} as "tenantId",
       ${bySubscription ? 's.deleted_at is not null' : 'null::boolean'} as "isDeleted", ${bySubscription ? 'null' : 'key'} as type,
       attempts, succeeded, "failedProbes", delivered, dead
  from ranked ${bySubscription ? 'join subscriptions s on s.id = key' : ''}
 order by ${bySubscription ? 'attempts - succeeded' : 'attempts - "failedProbes"'} desc, key`,
  )
}
