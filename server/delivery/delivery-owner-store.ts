import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import type { DeliveryReach } from './delivery-page-store.ts'

/** What decides whether something may be done with a delivery. Ids are uuids. */
export interface DeliveryOwner {
  tenantId: string
  status: string
  subscriptionStatus: 'active' | 'paused' | 'disabled'
  subscriptionDeleted: boolean
  statusReason: string | null
}

/** Null: there is none within reach. */
export async function findDeliveryOwner(reach: DeliveryReach, id: string): Promise<DeliveryOwner | null> {
  const result = await database().pool.query<DeliveryOwner>({
    name: 'find-delivery-owner',
    text: `select d.tenant_id as "tenantId", d.status, s.status as "subscriptionStatus",
                  s.deleted_at is not null as "subscriptionDeleted", s.status_reason as "statusReason"
             from deliveries d join subscriptions s on s.id = d.subscription_id
            where d.id = $1 and ($2::uuid is null or d.tenant_id = $2) and ($3::uuid is null or d.app_id = $3)`,
    values: [id, reach.tenantId, reach.appId],
  })
  return result.rows[0] ?? null
}

/**
 * Takes everything that is still to be sent away from these deliveries (uuids of one tenant); what already ended stays as it is.
 * Returns the ids that were cancelled. An attempt under way finds its outstanding row gone and changes nothing, unless it succeeds.
 */
export async function cancelOutstanding(
  tx: Prisma.TransactionClient,
  tenantId: string,
  ids: string[],
  reason: string,
): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `with locked as materialized (
       select id from deliveries where id = any($1::uuid[]) and tenant_id = $2::uuid and open_runs > 0 order by id for update
     ), gone as (
       delete from outstanding_deliveries o using locked l where o.delivery_id = l.id
     )
     update deliveries d
        set status = case when d.status in ('pending', 'retrying') then 'cancelled' else d.status end,
            cancel_reason = $3, completed_at = now(), next_attempt_at = null, open_runs = 0
       from locked l where d.id = l.id
     returning d.id`,
    ids,
    tenantId,
    reason,
  )
  return rows.map((row) => row.id)
}
