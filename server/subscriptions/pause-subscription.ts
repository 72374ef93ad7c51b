import { PostriderError } from '../contract/errors.ts'
import type { Subscription } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { changeSubscription } from './change-subscription.ts'
import { setSubscriptionStatus } from './subscription-store.ts'

/** Holds its deliveries; events are still matched. Pausing a paused one changes nothing. */
export async function pauseSubscription(actor: Actor, input: { id: string }): Promise<Subscription> {
  const { view } = await changeSubscription(actor, input.id, 'pause', async (tx, row) => {
    if (row.status === 'paused') return false
    if (row.status === 'disabled') {
      throw new PostriderError('conflict', 'The subscription is disabled and gets no events: resume it, then pause it.')
    }
    await setSubscriptionStatus(tx, row.tenantId, row.id, { status: 'paused', reason: `Paused by ${actor.name}.` })
    return true
  })
  return view
}
