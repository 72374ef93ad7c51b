import { resolveEnded } from '../alerts/alert-store.ts'
import type { Subscription } from '../contract/subscription.ts'
import { ringLanes } from '../jobs/doorbell.ts'
import type { Actor } from '../platform/actor.ts'
import { changeSubscription } from './change-subscription.ts'
import { hastenProbe, releaseLane, setSubscriptionStatus } from './subscription-store.ts'

/** Sends again: from paused, from disabled, past a receiver's Retry-After, and past an open circuit as soon as a probe succeeds. */
export async function resumeSubscription(actor: Actor, input: { id: string }): Promise<Subscription> {
  const { row, view } = await changeSubscription(actor, input.id, 'resume', async (tx, before) => {
    const isHeld = before.circuit !== 'closed' || before.heldUntil !== null
    if (before.status === 'active' && !isHeld) return false
    // In the order in which results are recorded: deliveries, then the lane.
    await hastenProbe(tx, before.tenantId, before.id)
    await releaseLane(tx, before.tenantId, before.id)
    // Also when it was active: a new revision tells the lane's owner to forget the probe and the hold that it knows.
    await setSubscriptionStatus(tx, before.tenantId, before.id, { status: 'active', reason: null })
    await resolveEnded(tx, [before.id])
    return true
  })
  await ringLanes([row.id])
  return view
}
