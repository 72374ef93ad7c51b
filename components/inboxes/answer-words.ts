import type { Inbox } from '../../server/contract/inbox.ts'

type Answers = Pick<Inbox, 'status' | 'delay_ms' | 'fail_rate' | 'retry_after_seconds'>

/** How an inbox answers, in a few words. */
export function answerWords({ status, delay_ms: delay, fail_rate: rate, retry_after_seconds: wait }: Answers): string {
  const words = [String(status)]
  if (wait !== null && (status === 429 || status === 503)) words.push(`asking to wait ${wait} s`)
  if (delay > 0) words.push(`after ${delay / 1000} s`)
  if (rate > 0) words.push(`or 500 in ${Math.round(rate * 100)} %`)
  return words.join(' ')
}

/** The troubles a receiver makes, each a button. */
const answerPresets: { label: string; answers: Answers }[] = [
  { label: '200 OK', answers: { status: 200, delay_ms: 0, fail_rate: 0, retry_after_seconds: null } },
  { label: '500 error', answers: { status: 500, delay_ms: 0, fail_rate: 0, retry_after_seconds: null } },
  { label: '429 wait 30 s', answers: { status: 429, delay_ms: 0, fail_rate: 0, retry_after_seconds: 30 } },
  { label: '410 gone', answers: { status: 410, delay_ms: 0, fail_rate: 0, retry_after_seconds: null } },
  { label: 'Slow, 20 s', answers: { status: 200, delay_ms: 20_000, fail_rate: 0, retry_after_seconds: null } },
  { label: 'Half fail', answers: { status: 200, delay_ms: 0, fail_rate: 0.5, retry_after_seconds: null } },
]

/** webhook.site answers neither at random nor with Retry-After, waits no longer, and says with 410 that an inbox is over. */
const remotePresets: typeof answerPresets = [
  ...answerPresets.slice(0, 2),
  { label: '429 too many', answers: { status: 429, delay_ms: 0, fail_rate: 0, retry_after_seconds: null } },
  { label: 'Slow, 10 s', answers: { status: 200, delay_ms: 10_000, fail_rate: 0, retry_after_seconds: null } },
]

export function presetsFor(kind: Inbox['kind']): typeof answerPresets {
  return kind === 'webhook_site' ? remotePresets : answerPresets
}

export function isSameAnswer(one: Answers, other: Answers): boolean {
  return answerWords(one) === answerWords(other)
}
