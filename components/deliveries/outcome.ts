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
export function outcomeText(outcome: Outcome): string | null {
  const parts = outcomeParts(outcome)
  return parts && (parts.code === null ? parts.word : `${parts.word} (${parts.code})`)
}

interface Outcome {
  code: number | null
  error: AttemptError | null
}

/** The same in its parts; `code`: what is told of it in brackets. */
export function outcomeParts({ code, error }: Outcome): { word: string; code: number | null } | null {
  if (code !== null && (error === null || error === 'http_error')) return { word: String(code), code: null }
  return error && { word: words[error], code }
}
