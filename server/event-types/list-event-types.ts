import type { eventTypeOperations } from '../contract/event-type.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { listEventTypeRows } from './event-type-store.ts'
import { eventTypeView } from './event-type-view.ts'

type Operation = typeof eventTypeOperations.listEventTypes

/** Newest first. The catalogue is the same for every actor. */
export async function listEventTypes(_actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('event-types', input)
  const { name, group } = input
  const rows = await listEventTypeRows(keyset, { name, group })
  return toPage(keyset, rows, (row) => row.id, eventTypeView)
}
