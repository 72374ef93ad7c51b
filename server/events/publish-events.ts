import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { isConnectionFault } from '../platform/database-fault.ts'
import { type PublishOptions, publishEvent } from './publish-event.ts'
import type { ParsedEvent } from './publish-request.ts'
import { onlyTurn, RequestOrder, type Turn } from './request-order.ts'

/** `id`: public id of the event; `duplicate`: an earlier request with the same idempotency key made it. */
export interface PublishedEvent {
  id: string
  duplicate: boolean
  /** How many deliveries the event became. */
  deliveries: number
  /** What of its data does not fit the schema of its type, where that only warns. */
  warnings?: { pointer: string; message: string }[]
}

export type PublishResult = PublishedEvent | PostriderError

/**
 * Stores events and plans their deliveries; returns after the commit, in the order given, each event with its own result or
 * its own error. Throws `unavailable` when the database is away: nothing is known to be stored then, and a retry with the
 * same idempotency key is safe.
 */
export async function publishEvents(
  actor: Actor,
  input: { events: (ParsedEvent | PostriderError)[] } & PublishOptions,
): Promise<PublishResult[]> {
  const turns = turnsOf(input.events)
  return Promise.all(
    input.events.map(async (event, index): Promise<PublishResult> => {
      const turn = turns[index] as Turn
      try {
        if (event instanceof PostriderError) return event
        const { eventId, duplicate, deliveries, warnings } = await publishEvent(actor, event, input, turn)
        const published = { id: toId('event', eventId), duplicate, deliveries }
        return warnings === null ? published : { ...published, warnings: JSON.parse(warnings) }
      } catch (error) {
        if (error instanceof PostriderError && error.code !== 'unavailable') return error
        if (isConnectionFault(error)) {
          throw new PostriderError(
            'unavailable',
            'The database cannot be reached. Nothing is lost: send the request again.',
            {
              retryAfterSeconds: 2,
            },
          )
        }
        throw error
      } finally {
        turn.leave()
      }
    }),
  )
}

/** Events of one tenant keep their order; tenants do not wait for each other. */
function turnsOf(events: (ParsedEvent | PostriderError)[]): Turn[] {
  const orders = new Map<string, { order: RequestOrder; events: number }>()
  return events.map((event) => {
    if (event instanceof PostriderError || events.length === 1) return onlyTurn
    const own = orders.get(event.fields.tenant) ?? { order: new RequestOrder(), events: 0 }
    orders.set(event.fields.tenant, own)
    return own.order.turn(own.events++)
  })
}
