import type { Subscription } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { requireSubscription } from './require-subscription.ts'
import { subscriptionView } from './subscription-view.ts'

/** Never with its secret. */
export async function getSubscription(actor: Actor, input: { id: string }): Promise<Subscription> {
  return subscriptionView(await requireSubscription(actor, input.id), actor)
}
