import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { type EventReach, isEventKnown } from './event-read-store.ts'

/** The uuid of an event that the actor may see; else `not_found`. */
export async function requireEventId(reach: EventReach, id: string): Promise<string> {
  const uuid = uuidOf('event', id)
  if (uuid === null || !(await isEventKnown(reach, uuid))) throw notFound('event', id)
  return uuid
}
