import { toId } from '../contract/ids.ts'
import { batchBody } from '../events/event-body.ts'
import { createSigner } from '../signing/sign-request.ts'
import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'

/** One HTTP request to a receiver: a single delivery, or a batch of them. */
export interface DeliveryRequest {
  headers: Record<string, string>
  body: Buffer
}

/** What a request needs to know of a delivery. */
export type RequestMember = Pick<
  DueDelivery,
  'deliveryId' | 'eventId' | 'attempt' | 'type' | 'correlationId' | 'sequence' | 'traceparent' | 'body'
>

/**
 * Builds and signs a request. `members`: one delivery, or those of the batch `batchId` (uuid) in order. `now`: database time in
 * milliseconds; a retry signs with a fresh timestamp, its ids stay.
 */
export function deliveryRequest(
  config: LaneConfig,
  members: [RequestMember, ...RequestMember[]],
  batchId: string | null,
  now: number,
): DeliveryRequest {
  const [first] = members
  const publicBatchId = batchId === null ? null : toId('batch', batchId)
  const messageId = publicBatchId ?? toId('event', first.eventId)
  const body =
    publicBatchId === null
      ? first.body
      : batchBody(
          publicBatchId,
          members.map((member) => member.body),
        )
  const headers: Record<string, string> = {
    ...config.headers,
    'content-type': 'application/json',
    'user-agent': 'Postrider/1',
    ...signerOf(config, now).sign(Math.floor(now / 1000), messageId, body),
    'X-PT-Attempt': String(first.attempt),
  }
  if (publicBatchId === null) {
    headers['X-PT-Event-Id'] = messageId
    headers['X-PT-Event-Type'] = first.type
    headers['X-PT-Delivery-Id'] = toId('delivery', first.deliveryId)
    headers['X-PT-Correlation-Id'] = first.correlationId ?? messageId
    if (first.sequence !== null) headers['X-PT-Sequence'] = first.sequence
    if (first.traceparent !== null) headers.traceparent = first.traceparent
  } else {
    headers['X-PT-Batch-Id'] = publicBatchId
    headers['X-PT-Batch-Size'] = String(members.length)
    if (first.sequence !== null) headers['X-PT-Sequence'] = first.sequence
  }
  return { headers, body }
}

function signerOf(config: LaneConfig, now: number): ReturnType<typeof createSigner> {
  const live = config.secrets.filter((secret) => secret.expiresAt === null || secret.expiresAt > now)
  const key = String(live.length)
  let signer = config.signers.get(key)
  if (!signer) {
    signer = createSigner(live.map((secret) => secret.secret))
    config.signers.set(key, signer)
  }
  return signer
}
