import type { SubscriptionFilter } from '../contract/subscription-filter.ts'
import { database } from '../platform/database.ts'

/** What decides whether a subscription gets an event. Ids are uuids. */
export interface Receiver {
  id: string
  appId: string | null
  url: string
  patterns: string[]
  filter: SubscriptionFilter | null
  status: 'active' | 'paused' | 'disabled'
  statusReason: string | null
  circuit: 'closed' | 'open' | 'half_open'
}

export async function findReceivers(reach: { tenantId: string; appId: string | null }): Promise<Receiver[]> {
  const { rows } = await database().pool.query<Receiver>(
    `select s.id, s.app_id as "appId", s.url, s.events as patterns, s.filter, s.status, s.status_reason as "statusReason", l.circuit
       from subscriptions s join lane_states l on l.subscription_id = s.id
      where s.tenant_id = $1 and s.deleted_at is null and ($2::uuid is null or s.app_id = $2) order by s.id`,
    [reach.tenantId, reach.appId],
  )
  return rows
}
