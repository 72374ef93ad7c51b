import type { eventOperations } from '../contract/event.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { deliveryPage } from '../delivery/delivery-page.ts'
import { findDeliveryIds } from '../delivery/delivery-page-store.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset } from '../platform/keyset.ts'
import { requireEventId } from './require-event.ts'

type Operation = typeof eventOperations.listEventDeliveries

/** Every delivery of one event that the actor may see. */
export async function listEventDeliveries(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('event-deliveries', input)
  const eventId = await requireEventId(actor, input.id)
  return deliveryPage(actor, keyset, await findDeliveryIds(actor, keyset, { eventId }))
}
