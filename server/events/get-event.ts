import { notFound } from '../contract/errors.ts'
import type { EventDetail } from '../contract/event.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { eventOutcomes } from './event-outcomes.ts'
import { findEventDetailRow } from './event-read-store.ts'
import { eventView } from './event-view.ts'

/** An event with the body as sent, and who did not get it and why, as it was recorded when it was accepted. */
export async function getEvent(actor: Actor, input: { id: string }): Promise<EventDetail> {
  const uuid = uuidOf('event', input.id)
  const row = uuid === null ? null : await findEventDetailRow(actor, uuid)
  if (!row) throw notFound('event', input.id)
  const outcomeOf = await eventOutcomes(actor, [row.id])
  const skipped = row.skipped ?? []
  return {
    ...eventView(row, outcomeOf(row.id)),
    // Text, because parsing and writing it again would change numbers beyond 2^53, key order and escapes.
    body: Buffer.from(row.body).toString('utf8'),
    skipped: skipped.map(({ subscription, reason }) => ({ subscription: toId('subscription', subscription), reason })),
    warnings: row.warnings ?? [],
  }
}
