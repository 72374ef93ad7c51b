import { statusesOf } from '../contract/delivery-words.ts'
import type { EventOutcome } from '../contract/event.ts'
import { database } from '../platform/database.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { uuidsOfSameMillisecond } from '../platform/uuid-range.ts'
import type { EventReach } from './event-read-store.ts'

/**
 * How the deliveries of these events (uuids) within reach stand, by one statement for all of them. Deliveries have the milliseconds
 * of their event in their id, so that each millisecond is one range of the primary key, however many events were accepted in it.
 * Null: more deliveries than the budget of a scan lie there. An event without deliveries is missing.
 */
export async function countOutcomes(
  { tenantId, appId }: EventReach,
  eventIds: string[],
): Promise<Map<string, EventOutcome> | null> {
  const ranges = new Map(eventIds.map(uuidsOfSameMillisecond).map(({ first, last }) => [first, last]))
  const { rows } = await database().pool.query<EventOutcome & { event_id: string | null }>(
    `with scanned as materialized (
       select d.event_id, d.status, d.tenant_id, d.app_id
         from unnest($1::uuid[], $2::uuid[]) r(first, last)
         cross join lateral (select event_id, status, tenant_id, app_id from deliveries
                              where id between r.first and r.last limit $3::int) d
        limit $3::int)
     select event_id,
            count(*) filter (where status = 'succeeded')::int as succeeded,
            count(*) filter (where status = any($4))::int as waiting,
            count(*) filter (where status = 'failed')::int as failed,
            count(*) filter (where status = 'cancelled')::int as cancelled
       from scanned
      where event_id = any($5::uuid[]) and ($6::uuid is null or tenant_id = $6) and ($7::uuid is null or app_id = $7)
        and (select count(*) from scanned) < $3
      group by event_id
     union all
     select null, null, null, null, null from scanned having count(*) >= $3`,
    [[...ranges.keys()], [...ranges.values()], scanBudget, statusesOf('waiting'), eventIds, tenantId, appId],
  )
  const outcomes = new Map<string, EventOutcome>()
  for (const { event_id, ...outcome } of rows) {
    if (event_id === null) return null
    outcomes.set(event_id, outcome)
  }
  return outcomes
}
