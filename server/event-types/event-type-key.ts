import { uuidOf } from '../contract/ids.ts'
import type { EventTypeKey } from './event-type-store.ts'

/** What a path calls an event type: our id, `name@version`, or a name that has one version only. */
export function parseEventTypeKey(ref: string): EventTypeKey {
  const id = uuidOf('eventType', ref)
  if (id !== null) return { id }
  const separator = ref.indexOf('@')
  if (separator < 0) return { name: ref, version: null }
  return { name: ref.slice(0, separator), version: ref.slice(separator + 1) }
}
