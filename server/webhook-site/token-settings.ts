import { type FieldError, PostriderError } from '../contract/errors.ts'

export interface TokenAnswers {
  status: number
  delayMs: number
  failRate: number
  retryAfterSeconds: number | null
}

const maxDelayMs = 10_000

/** How a token answers, in the words of webhook.site. Throws `validation_failed` for what it cannot do. */
export function tokenSettings({ status, delayMs, failRate, retryAfterSeconds }: TokenAnswers) {
  const errors: FieldError[] = []
  if (status === 410) {
    errors.push({ pointer: '/status', message: 'may not be 410, with which webhook.site says that an inbox is over' })
  }
  if (delayMs > maxDelayMs || delayMs % 1_000 !== 0) {
    errors.push({ pointer: '/delay_ms', message: 'must be whole seconds, at most 10, at webhook.site' })
  }
  if (failRate !== 0) errors.push({ pointer: '/fail_rate', message: 'must be 0: webhook.site does not fail at random' })
  if (retryAfterSeconds !== null) {
    errors.push({ pointer: '/retry_after_seconds', message: 'must be null: webhook.site does not send Retry-After' })
  }
  if (errors.length > 0) {
    throw new PostriderError('validation_failed', 'webhook.site cannot answer so; an inbox of our own can.', { errors })
  }
  return { default_status: status, default_content: '', default_content_type: 'text/plain', timeout: delayMs / 1_000 }
}
