import type { SignatureDiagnosis, SignatureHint } from '../contract/signature.ts'
import { bodyVariants } from './body-variants.ts'
import { judgeSignature, type SignatureScheme, type SignatureTools, type SignatureVerdict } from './judge-signature.ts'
import { secretPrefix } from './secret-key.ts'
import type { SignatureFault, SignedHeaders } from './signature-header.ts'

export interface ReceivedSignature {
  headers: SignedHeaders
  body: Uint8Array
  /** As the person gave it; null: only those of the subscription. */
  givenSecret: string | null
  /** Those that sign now; null: no subscription was named. */
  liveSecrets: string[] | null
  /** Unix seconds when it was received. */
  receivedAt: number
  scheme: SignatureScheme | null
}

type Hint = SignatureDiagnosis['hints'][number]

/** Verifies step by step, and where it fails tries what usually went wrong. Pure. */
export function diagnoseSignature(received: ReceivedSignature, tools: SignatureTools): SignatureDiagnosis {
  const scheme = received.scheme ?? schemeOf(received.headers)
  const check = (change: {
    body?: Uint8Array
    secrets?: string[]
    now?: number
    scheme?: SignatureScheme
  }): SignatureVerdict =>
    judgeSignature(
      {
        headers: received.headers,
        body: change.body ?? received.body,
        secrets: (change.secrets ?? secretsOf(received)).filter((secret) => secret !== ''),
        now: change.now ?? received.receivedAt,
        scheme: change.scheme ?? scheme,
      },
      tools,
    )
  const verdict = check({})
  const signedAt = timestampOf(received.headers, scheme)
  return {
    ok: verdict.ok,
    scheme,
    signed_at: signedAt === null ? null : new Date(signedAt * 1000).toISOString(),
    failed_step: verdict.ok ? null : verdict.step,
    steps: stepsOf(verdict),
    hints: verdict.ok ? [] : hintsOf(verdict, received, scheme, signedAt, check),
  }
}

/** A given secret is what the person uses: it is judged, not the one that would be right. */
function secretsOf({ givenSecret, liveSecrets }: ReceivedSignature): string[] {
  return givenSecret === null ? (liveSecrets ?? []) : [givenSecret]
}

function hintsOf(
  fault: SignatureFault,
  received: ReceivedSignature,
  scheme: SignatureScheme,
  signedAt: number | null,
  check: (change: {
    body?: Uint8Array
    secrets?: string[]
    now?: number
    scheme?: SignatureScheme
  }) => SignatureVerdict,
): Hint[] {
  const other: SignatureScheme = scheme === 'postrider' ? 'standard' : 'postrider'
  if (fault.step === 'missing_header' || fault.step === 'wrong_scheme') {
    const works = schemeIsThere(received.headers, other)
    return works ? [hint('other_scheme', `The headers of the other scheme are there: verify ${headersOf[other]}.`)] : []
  }
  if (fault.step === 'timestamp_too_old' || fault.step === 'timestamp_in_future') {
    const inTime = check({ now: signedAt ?? 0 })
    const rest = inTime.ok
      ? 'The signature itself is right.'
      : `With the time set aside it does not verify either. ${inTime.message}`
    const late = fault.step === 'timestamp_too_old'
    const clocks = late
      ? 'Either the request is an old one that was sent again, or the clock of the receiver is ahead.'
      : 'The clock of the receiver is behind.'
    return [hint('clock_skew', `${clocks} ${rest}`)]
  }
  return [...secretHints(received, check), ...bodyHints(received, check)]
}

function secretHints(received: ReceivedSignature, check: (change: { secrets: string[] }) => SignatureVerdict): Hint[] {
  const { givenSecret, liveSecrets } = received
  if (givenSecret === null) return []
  const trimmed = givenSecret.trim().replace(/^["']|["']$/g, '')
  if (trimmed !== givenSecret && check({ secrets: [trimmed] }).ok) {
    return [hint('secret_has_spaces', 'The secret has white space or quotes around it: take them away.')]
  }
  if (!trimmed.startsWith(secretPrefix) && check({ secrets: [secretPrefix + trimmed] }).ok) {
    return [hint('secret_without_prefix', `The key is the whole secret, ${secretPrefix} included.`)]
  }
  if (liveSecrets !== null && check({ secrets: liveSecrets }).ok) {
    return [
      hint(
        'old_or_other_secret',
        'It verifies with the present secret of the subscription, not with this one: it was rotated, or is of another subscription.',
      ),
    ]
  }
  return []
}

function bodyHints(
  received: ReceivedSignature,
  check: (change: { body: Uint8Array; secrets: string[] }) => SignatureVerdict,
): Hint[] {
  const secrets = [...secretsOf(received), ...(received.liveSecrets ?? [])]
  const found = bodyVariants(received.body).find(({ body }) => check({ body, secrets }).ok)
  return found ? [hint(found.hint, found.message)] : []
}

const hint = (name: SignatureHint, message: string): Hint => ({ hint: name, message })

const headersOf = {
  postrider: 'X-PT-Signature',
  standard: 'webhook-id, webhook-timestamp and webhook-signature',
}

function schemeIsThere(headers: SignedHeaders, scheme: SignatureScheme): boolean {
  const wanted = scheme === 'postrider' ? 'x-pt-signature' : 'webhook-signature'
  return Object.keys(headers).some((name) => name.toLowerCase() === wanted)
}

function schemeOf(headers: SignedHeaders): SignatureScheme {
  return !schemeIsThere(headers, 'postrider') && schemeIsThere(headers, 'standard') ? 'standard' : 'postrider'
}

function timestampOf(headers: SignedHeaders, scheme: SignatureScheme): number | null {
  const wanted = scheme === 'postrider' ? 'x-pt-signature' : 'webhook-timestamp'
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1]
  const match = /(?:^|[,\s])(?:t=)?(\d{10})(?:$|[,\s])/.exec(String(value ?? ''))
  return match ? Number(match[1]) : null
}

const stepNames = ['headers', 'form', 'timestamp', 'secret', 'signature'] as const

/** At which of the steps each fault stops. */
const stepOfFault: Record<SignatureFault['step'], (typeof stepNames)[number]> = {
  missing_header: 'headers',
  malformed: 'form',
  wrong_scheme: 'form',
  timestamp_too_old: 'timestamp',
  timestamp_in_future: 'timestamp',
  wrong_secret_form: 'secret',
  no_match: 'signature',
}

const passedWords = {
  headers: 'The headers are there.',
  form: 'They have the right form.',
  timestamp: 'The time is within five minutes.',
  secret: 'The secret has the right form.',
  signature: 'The signature is right.',
}

function stepsOf(verdict: SignatureVerdict): SignatureDiagnosis['steps'] {
  const failedAt = verdict.ok ? stepNames.length : stepNames.indexOf(stepOfFault[verdict.step])
  return stepNames.map((name, index) => {
    if (index < failedAt) return { name, outcome: 'passed', message: passedWords[name] }
    if (index > failedAt) return { name, outcome: 'not_reached', message: 'Not reached.' }
    return { name, outcome: 'failed', message: (verdict as SignatureFault).message }
  })
}
