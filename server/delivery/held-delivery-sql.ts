/**
 * Whether something keeps the delivery of the alias `d` from being sent, as `held_by` says it (delivery-view.ts): its subscription, and
 * no test send, which nothing holds.
 */
export const heldDeliverySql = `
  d.open_runs > 0 and not d.test
  and exists (select from subscriptions held join lane_states lane on lane.subscription_id = held.id
               where held.id = d.subscription_id
                 and (held.status <> 'active' or lane.circuit <> 'closed' or lane.held_until > now()))`
