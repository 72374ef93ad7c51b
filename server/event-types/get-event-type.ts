import { notFound } from '../contract/errors.ts'
import type { EventType } from '../contract/event-type.ts'
import type { Actor } from '../platform/actor.ts'
import { parseEventTypeKey } from './event-type-key.ts'
import { findEventTypeRow } from './event-type-store.ts'
import { eventTypeView } from './event-type-view.ts'

/** `id`: our id, `name@version`, or a name with one version. */
export async function getEventType(_actor: Actor, input: { id: string }): Promise<EventType> {
  const row = await findEventTypeRow(parseEventTypeKey(input.id))
  if (!row) throw notFound('event type', input.id)
  return eventTypeView(row)
}
