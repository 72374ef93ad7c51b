import type { Delivery } from '../contract/delivery.ts'
import { notFound } from '../contract/errors.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { bodyExcerpt } from './body-excerpt.ts'
import { countAttemptRows, readAttemptRows, readDeliveryRows, readSentBody } from './delivery-store.ts'
import { attemptView, deliveryView } from './delivery-view.ts'

/** Twenty retries, redelivered ten times. */
const shownAttempts = 200

/** As much of a request's body as is kept of an answer's. */
const shownBodyBytes = 16 * 1024

/** A delivery with its attempts, oldest first. */
export async function getDelivery(actor: Actor, input: { id: string }): Promise<Delivery> {
  const uuid = uuidOf('delivery', input.id)
  const [row] = uuid === null ? [] : await readDeliveryRows(actor, [uuid])
  if (!row) throw notFound('delivery', input.id)
  const [attempts, sent] = await Promise.all([
    readAttemptRows(row.tenantId, row.id, shownAttempts),
    readSentBody(row.tenantId, row.eventId, shownBodyBytes),
  ])
  const isCut = attempts.length === shownAttempts
  const kept = isCut ? await countAttemptRows(row.tenantId, row.id) : attempts.length
  const sentBody = sent && bodyExcerpt(sent.body, sent.bytes > sent.body.length)
  return {
    ...deliveryView(row),
    correlation_id: sent?.correlationId ?? toId('event', row.eventId),
    attempts: attempts.map((attempt) => attemptView(attempt, sentBody, actor)),
    attempts_left_out: Math.max(0, kept - attempts.length),
  }
}
