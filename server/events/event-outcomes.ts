import type { EventOutcome } from '../contract/event.ts'
import type { Actor } from '../platform/actor.ts'
import { countOutcomes } from './event-outcome-store.ts'

const nothing: EventOutcome = { succeeded: 0, waiting: 0, failed: 0, cancelled: 0 }

/** What became of each of the events (uuids), to who may read deliveries; null: unknown. */
export async function eventOutcomes(
  actor: Actor,
  eventIds: string[],
): Promise<(eventId: string) => EventOutcome | null> {
  if (!actor.scopes.has('deliveries:read') || eventIds.length === 0) return () => null
  const counted = await countOutcomes(actor, eventIds)
  return (eventId) => counted && (counted.get(eventId) ?? nothing)
}
