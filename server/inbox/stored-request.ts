import { hash } from 'node:crypto'
import type { ArrivedRequest } from './inbox-request-store.ts'

/** Of a body so much is kept; its length and hash are those of the whole. */
const keptBodyBytes = 256 * 1024

/** A request as it is kept. Text that the database cannot hold is cleaned: whoever knows the URL may send anything. */
export function storedRequest(
  request: Pick<ArrivedRequest, 'method' | 'query' | 'headers' | 'body' | 'ip'>,
): ArrivedRequest {
  const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()
  return {
    method: clean(request.method),
    query: clean(request.query),
    headers: request.headers.map(([name, value]) => [clean(name), clean(value)]),
    body: request.body.subarray(0, keptBodyBytes),
    bodyBytes: request.body.length,
    bodySha256: hash('sha256', request.body, 'buffer'),
    ip: request.ip && clean(request.ip),
  }
}
