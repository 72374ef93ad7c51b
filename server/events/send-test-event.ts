import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import { exampleOf } from '../event-types/example-of.ts'
import type { Actor } from '../platform/actor.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { deliveryId } from './delivery-id.ts'
import { publishEvent } from './publish-event.ts'
import { rawDataBytes } from './raw-data.ts'

/** Public ids of the event and its one delivery, and the type that was sent. */
export interface SentTestEvent {
  event: string
  delivery: string
  type: string
}

/**
 * Sends the example of an event type, `data` or `raw_data` (JSON text, kept as it is) to one subscription, marked `"test": true`, past pause, order and circuit, whatever the
 * subscription listens to. `type`: a name or `name@version`; without it the first type the subscription asks for. It is tried
 * once. Throws `validation_failed` when there is no such type.
 */
export async function sendTestEvent(
  actor: Actor,
  input: { id: string; type?: string; data?: unknown; raw_data?: string },
): Promise<SentTestEvent> {
  const subscription = await requireSubscription(actor, input.id)
  const example = await exampleOf(input.type ?? null, subscription.events)
  if (!example) {
    throw new PostriderError('validation_failed', `There is no event type ${input.type ?? 'to test with'}.`, {
      errors: [{ pointer: '/type', message: 'is not in the catalogue' }],
    })
  }
  const stored = await publishEvent(
    actor,
    {
      fields: { tenant: toId('tenant', subscription.tenantId), type: example.name, version: example.version },
      data: input.raw_data === undefined ? dataOf(input.data, example.data) : rawDataBytes(input.raw_data),
    },
    { onlySubscription: subscription.id },
  )
  return {
    event: toId('event', stored.eventId),
    delivery: toId('delivery', deliveryId(stored.eventId, subscription.id)),
    type: example.name,
  }
}

function dataOf(given: unknown, example: string): Uint8Array {
  return Buffer.from(given === undefined ? example : JSON.stringify(given))
}
