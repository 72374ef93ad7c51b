/**
 * The closed list of errors Postrider answers with. `status` is the HTTP status, `title` the fixed
 * RFC 9457 title; the sentence that helps the user is the `detail` given where it is thrown.
 */
export const errorCodes = {
  malformed_json: { status: 400, title: 'The body is no JSON that can be taken' },
  malformed_request: { status: 400, title: 'This is no HTTP request' },
  invalid_cursor: { status: 400, title: 'The cursor is not valid' },
  unauthenticated: { status: 401, title: 'Authentication is required' },
  key_expired: { status: 401, title: 'The API key has expired' },
  signature_missing: { status: 401, title: 'The request must be signed' },
  signature_mismatch: { status: 401, title: 'The request signature does not match' },
  signature_expired: { status: 401, title: 'The request signature is too old or in the future' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'Conflict with the current state' },
  request_in_progress: { status: 409, title: 'A request with this idempotency key is still running' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Send application/json, not compressed' },
  validation_failed: { status: 422, title: 'The request is not valid' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used with another body' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
} as const

export type ErrorCode = keyof typeof errorCodes

/** Where in the request the fault is: a JSON pointer (RFC 6901) and a sentence. */
export interface FieldError {
  pointer: string
  message: string
}

/** The one error that domains throw on purpose. Each transport translates it once. */
export class PostriderError extends Error {
  readonly code: ErrorCode
  readonly errors: FieldError[]
  /** Seconds; becomes Retry-After. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, detail: string, more: { errors?: FieldError[]; retryAfterSeconds?: number } = {}) {
    super(detail)
    this.name = 'PostriderError'
    this.code = code
    this.errors = more.errors ?? []
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  get status(): number {
    return errorCodes[this.code].status
  }
}

/** The same answer for "does not exist" and "belongs to somebody else". */
export function notFound(what: string, id: string): PostriderError {
  return new PostriderError('not_found', `There is no ${what} ${JSON.stringify(id)} here.`)
}
