import { maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorCode, PostriderError } from '../contract/errors.ts'
import { newUuid } from '../platform/uuid.ts'
import { problemAnswer } from '../rest/problem-answer.ts'

/** What Node's HTTP server reports (docs of its event clientError); everything else is malformed. */
const refusals: Record<string, [code: ErrorCode, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', `URL and headers may have ${maxHeaderSize} bytes together.`],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['payload_too_large', 'The chunk extensions of the body are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive as a whole in time. Send it again.'],
}
const malformed = ['malformed_request', 'What was sent cannot be read as an HTTP request.'] as const

/**
 * Answers what never became a request, and closes the connection: nobody knows where the next request on it would begin.
 * `isAnswering`: another answer is under way on it, which this one would garble.
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, isAnswering: boolean): void {
  if (!socket.writable || isAnswering || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [code, detail] = refusals[error.code ?? ''] ?? malformed
  const requestId = `req_${newUuid()}`
  const { status, headers, body } = problemAnswer(new PostriderError(code, detail), requestId, {
    'X-Request-Id': requestId,
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  })
  const text = body ?? ''
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(text) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`, () => socket.destroy())
}
