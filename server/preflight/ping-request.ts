import { toId } from '../contract/ids.ts'
import { pingType as type } from '../contract/ping-type.ts'
import { eventBody } from '../events/event-body.ts'
import { newUuid } from '../platform/uuid.ts'
import { signatureHeaders } from '../signing/sign-request.ts'

/** A request as deliveries are, of the type `postrider.ping`. `timestamp`: unix seconds of the signature. */
export function pingRequest(from: {
  tenant: string
  headers: Record<string, string>
  secrets: readonly string[]
  timestamp: number
  nowMs: number
}): { headers: Record<string, string>; body: Buffer } {
  const id = toId('event', newUuid())
  const body = eventBody({
    id,
    type,
    version: '1',
    occurredAt: new Date(from.nowMs).toISOString(),
    tenant: from.tenant,
    correlationId: id,
    test: true,
    data: Buffer.from('{}'),
  })
  const headers = {
    ...from.headers,
    'content-type': 'application/json',
    'user-agent': 'Postrider/1',
    ...signatureHeaders({ secrets: from.secrets, timestamp: from.timestamp, messageId: id, body }),
    'X-PT-Event-Id': id,
    'X-PT-Event-Type': type,
    'X-PT-Delivery-Id': toId('delivery', newUuid()),
    'X-PT-Attempt': '1',
    'X-PT-Correlation-Id': id,
  }
  return { headers, body }
}
