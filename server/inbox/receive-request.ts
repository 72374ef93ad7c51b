import { hash } from 'node:crypto'
import { newUuid } from '../platform/uuid.ts'
import { type InboxAnswer, keepRequest } from './inbox-request-store.ts'

/** Of a body so much is kept; its length and hash are those of the whole. */
const keptBodyBytes = 256 * 1024

/**
 * Keeps what arrived at an inbox and says how to answer. Null: there is no such inbox. Text that the database cannot hold is
 * cleaned: whoever knows the token may send anything.
 */
export async function receiveRequest(
  token: string,
  request: { method: string; query: string; headers: [string, string][]; body: Uint8Array; ip: string | null },
): Promise<InboxAnswer | null> {
  const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()
  return keepRequest(token, newUuid(), {
    method: clean(request.method),
    query: clean(request.query),
    headers: request.headers.map(([name, value]) => [clean(name), clean(value)]),
    body: request.body.subarray(0, keptBodyBytes),
    bodyBytes: request.body.length,
    bodySha256: hash('sha256', request.body, 'buffer'),
    ip: request.ip,
  })
}
