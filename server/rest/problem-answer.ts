import { type ErrorCode, errorCodes, PostriderError } from '../contract/errors.ts'
import type { Problem } from '../contract/problem.ts'
import { isDatabaseAway } from '../platform/database-away.ts'
import { isDataFault } from '../platform/database-fault.ts'
import { logger } from '../platform/logger.ts'
import type { Answer } from './answer.ts'

/** A database that restarts is back after a second or two. */
const databaseAwaySeconds = 2

/** Any error as a PostriderError. What nobody threw on purpose is logged here and becomes `internal`. */
export function toPostriderError(error: unknown, requestId: string): PostriderError {
  if (error instanceof PostriderError) return error
  if (isDatabaseAway(error)) {
    logger.warn({ request: requestId, error: String(error) }, 'the database is away')
    return new PostriderError('unavailable', 'The database cannot be reached at the moment. Send the request again.', {
      retryAfterSeconds: databaseAwaySeconds,
    })
  }
  if (isDataFault(error)) {
    logger.error({ request: requestId, err: error }, 'the database refused a value that passed our checks')
    return new PostriderError(
      'validation_failed',
      'A value cannot be stored: look for control characters or huge numbers.',
    )
  }
  logger.error({ request: requestId, err: error }, 'a request failed')
  return new PostriderError('internal', 'This is our fault. The log has the details under the request id.')
}

/** RFC 9457 problem details. */
export function problemOf(error: PostriderError, requestId: string): Problem {
  const { status, title } = errorCodes[error.code]
  return {
    type: `urn:postrider:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    errors: error.errors,
    request_id: requestId,
  }
}

export function problemAnswer(error: PostriderError, requestId: string, headers: Record<string, string> = {}): Answer {
  const all: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...headers,
  }
  if (error.status === 401) all['WWW-Authenticate'] = 'Bearer realm="postrider"'
  const retryAfterSeconds = error.retryAfterSeconds ?? defaultRetryAfter(error.code)
  if (retryAfterSeconds !== undefined) all['Retry-After'] = String(Math.ceil(retryAfterSeconds))
  return { status: error.status, body: JSON.stringify(problemOf(error, requestId)), headers: all }
}

/** 429 and 503 always say when to come back; a running twin is worth another look after a second. */
function defaultRetryAfter(code: ErrorCode): number | undefined {
  return code === 'rate_limited' || code === 'unavailable' || code === 'request_in_progress' ? 1 : undefined
}
