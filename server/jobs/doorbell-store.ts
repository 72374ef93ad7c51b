import { database } from '../platform/database.ts'

/**
 * graphile-worker's own retry is for our faults only; past three the reconciler takes over. No job key: keyless jobs never
 * contend for a row.
 */
const doorbellAttempts = 3

/** SQL that rings the lanes in `subscriptions`, a relation or sub-select with one column subscription_id. */
export const ringSql = (subscriptions: string): string => `
  select count(*) from graphile_worker.add_jobs(array(
    select row('ring_lane', json_build_object('subscriptionId', d.subscription_id), null, null, ${doorbellAttempts},
               null, null, null)::graphile_worker.job_spec
      from (${subscriptions}) d))`

export async function insertDoorbells(subscriptionIds: string[]): Promise<void> {
  await database().pool.query({
    name: 'ring-lanes',
    text: ringSql('select unnest($1::uuid[]) as subscription_id'),
    values: [subscriptionIds],
  })
}
