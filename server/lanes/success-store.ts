import { database } from '../platform/database.ts'

/** When a receiver answered well last: uuid of the subscription, Unix milliseconds. */
export interface LastSuccess {
  subscriptionId: string
  at: number
}

/** Never takes back a later one. In the order in which results lock the rows of lanes. */
export async function writeLastSuccesses(successes: LastSuccess[]): Promise<void> {
  await database().pool.query(
    `update lane_states l set last_success_at = greatest(l.last_success_at, v.at)
       from (select o.subscription_id, to_timestamp(u.at_ms / 1000) as at
               from unnest($1::uuid[], $2::float8[]) as u(id, at_ms)
               join lane_states o on o.subscription_id = u.id
              order by o.subscription_id for update of o) v
      where l.subscription_id = v.subscription_id`,
    [successes.map(({ subscriptionId }) => subscriptionId), successes.map(({ at }) => at)],
  )
}
