/**
 * The delivered body: the envelope around the publisher's `data`, copied byte for byte and never parsed, so that numbers
 * beyond 2^53, key order and escapes survive. These bytes are stored, signed and sent.
 */
export function eventBody(event: {
  id: string
  type: string
  version: string
  /** ISO 8601. */
  occurredAt: string
  /** uid, or public id. */
  tenant: string
  correlationId: string
  test: boolean
  data: Uint8Array
}): Buffer {
  const head =
    `{"id":"${event.id}","type":"${event.type}","version":${JSON.stringify(event.version)},"occurred_at":"${event.occurredAt}",` +
    `"tenant":${JSON.stringify(event.tenant)},"correlation_id":${JSON.stringify(event.correlationId)},` +
    `${event.test ? '"test":true,' : ''}"data":`
  const headBytes = Buffer.byteLength(head)
  const body = Buffer.allocUnsafe(headBytes + event.data.length + 1)
  body.write(head, 0, 'utf8')
  body.set(event.data, headBytes)
  body[headBytes + event.data.length] = 0x7d // }
  return body
}

/** The body of a batch: the members' own bytes, joined. */
export function batchBody(batchId: string, bodies: Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(`{"batch_id":"${batchId}","events":[`)]
  for (const [index, body] of bodies.entries()) {
    if (index > 0) parts.push(Buffer.from(','))
    parts.push(body)
  }
  parts.push(Buffer.from(']}'))
  return Buffer.concat(parts)
}
