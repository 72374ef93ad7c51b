import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import { ringLanes } from '../jobs/doorbell.ts'
import type { Actor } from '../platform/actor.ts'
import { withCatalogueWarnings } from './catalogue-warnings.ts'
import { changeSubscription } from './change-subscription.ts'
import { assertDeliverable, assertUsableSchedule } from './subscription-rules.ts'
import { changeSettings } from './subscription-settings.ts'
import { updateSubscriptionSettings } from './subscription-store.ts'

/** Changes what is given. Holds for everything that is sent from then on, waiting deliveries included. */
export async function updateSubscription(
  actor: Actor,
  input: InputOf<typeof subscriptionOperations.updateSubscription>,
): Promise<OutputOf<typeof subscriptionOperations.updateSubscription>> {
  const { id, ...given } = input
  const { row, view } = await changeSubscription(actor, id, 'update', async (tx, before) => {
    const settings = changeSettings(before, given)
    assertUsableSchedule(settings.retrySchedule, before.retrySchedule)
    await assertDeliverable(tx, before.tenantId, settings)
    await updateSubscriptionSettings(tx, before.tenantId, before.id, settings)
    return true
  })
  // A higher rate, or another order, can make sendable what was not.
  await ringLanes([row.id])
  return given.events ? withCatalogueWarnings(view) : view
}
