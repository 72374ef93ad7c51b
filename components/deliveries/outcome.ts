import type { AttemptError } from '../../server/contract/delivery.ts'
import { attemptErrors } from '../../server/contract/delivery-words.ts'

const words: Record<AttemptError, string> = {
  http_error: 'HTTP error',
  timeout: 'Timed out',
  connection_refused: 'Connection refused',
  connection_reset: 'Connection reset',
  dns_error: 'DNS error',
  tls_error: 'TLS error',
  blocked: 'Blocked',
  redirect_refused: 'Redirect refused',
  response_invalid: 'Invalid response',
  interrupted: 'Interrupted',
}

export function errorWord(error: AttemptError): string {
  return words[error]
}

/** Every reason for a failure, to choose from. */
export const errorOptions = attemptErrors.map((value) => ({ value, label: errorWord(value) }))

/** The shortest true answer to "what came of it": the code where the receiver gave one, else why it could not. */
export function outcomeText(outcome: { code: number | null; error: AttemptError | null }): string | null {
  if (outcome.code !== null && (outcome.error === null || outcome.error === 'http_error')) return String(outcome.code)
  if (outcome.error === null) return null
  return outcome.code === null ? words[outcome.error] : `${words[outcome.error]} (${outcome.code})`
}
