import type { DeliveryStatusFilter } from '../contract/delivery.ts'
import { deliveryStatusFilters, statusesOf } from '../contract/delivery-words.ts'

/** As `held_by` says it (delivery-view.ts): it waits for its subscription, and is no test send, which nothing holds. */
export const heldSql = `
  d.open_runs > 0 and not d.test
  and exists (select from subscriptions held join lane_states lane on lane.subscription_id = held.id
               where held.id = d.subscription_id
                 and (held.status <> 'active' or lane.circuit <> 'closed' or lane.held_until > now()))`

function conditionOf(filter: DeliveryStatusFilter): string {
  if (filter === 'held') return `(${heldSql})`
  if (filter === 'waiting') return 'd.open_runs > 0'
  return `d.status in ('${statusesOf(filter).join("', '")}')`
}

/** What a delivery of the alias `d` must be like for each status that lists can be narrowed to. */
export const statusFilterSql = Object.fromEntries(
  deliveryStatusFilters.map((filter) => [filter, conditionOf(filter)]),
) as Record<DeliveryStatusFilter, string>
