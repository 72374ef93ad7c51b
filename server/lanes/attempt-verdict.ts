import type { AttemptError } from '../outbound/outbound-result.ts'

/** What one attempt says about its delivery and its lane. */
export interface Verdict {
  succeeded: boolean
  /** 410: the receiver does not want the subscription any more. */
  gone: boolean
  /** 429 and 503 speak for the receiver, not for one delivery: Retry-After holds the whole lane. */
  holdsLane: boolean
  /** The receiver was not there or broken as a whole: what dies of it is redelivered when it is back. */
  absent: boolean
  /** The receiver was there and turned down this request: asking the same again later changes little. */
  refused: boolean
}

const absences: ReadonlySet<AttemptError> = new Set([
  'timeout',
  'connection_refused',
  'connection_reset',
  'dns_error',
  'tls_error',
  'interrupted',
])

/** 4xx that speak of the moment, not of the request. */
const passing: ReadonlySet<number> = new Set([408, 425, 429])

/** Success is 2xx and nothing else. */
export function judgeAttempt(attempt: { statusCode: number | null; error: AttemptError | null }): Verdict {
  const { statusCode, error } = attempt
  const succeeded = error === null && statusCode !== null && statusCode >= 200 && statusCode < 300
  return {
    succeeded,
    gone: statusCode === 410,
    holdsLane: statusCode === 429 || statusCode === 503,
    absent: !succeeded && ((error !== null && absences.has(error)) || (statusCode !== null && statusCode >= 500)),
    refused:
      error === 'http_error' &&
      statusCode !== null &&
      statusCode >= 400 &&
      statusCode < 500 &&
      !passing.has(statusCode),
  }
}
