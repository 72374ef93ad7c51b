import { timingSafeEqual } from 'node:crypto'
import {
  readPostriderSignature,
  readStandardSignature,
  type SignatureFault,
  type SignedHeaders,
} from './signature-header.ts'
import { macOf, postriderKey, standardKey } from './signature-keys.ts'

export type SignatureScheme = 'postrider' | 'standard'

/** Seconds a signature stays good, before and after. Longer helps whoever replays a stolen request. */
export const toleranceSeconds = 300

export interface SignatureCheck {
  /** Names in any case. */
  headers: SignedHeaders
  /** The bytes as received, before any parsing. */
  body: Uint8Array
  /** Every secret that is live; one match is enough. */
  secrets: readonly string[]
  /** Unix seconds now. */
  now: number
  /** `X-PT-Signature` when not given. */
  scheme?: SignatureScheme
}

export type SignatureVerdict = { ok: true; timestamp: number } | ({ ok: false } & SignatureFault)

/**
 * Verifies a request and says which step fails: `missing_header`, `malformed`, `wrong_scheme` (no `v1`),
 * `timestamp_too_old`, `timestamp_in_future`, `wrong_secret_form` or `no_match`. The time taken does not tell which
 * secret or how much of a signature matched.
 */
export function verifySignature(check: SignatureCheck): SignatureVerdict {
  const scheme = check.scheme ?? 'postrider'
  const read = scheme === 'postrider' ? readPostriderSignature(check.headers) : readStandardSignature(check.headers)
  if ('step' in read) return { ok: false, ...read }

  const ageSeconds = check.now - read.timestamp
  if (ageSeconds > toleranceSeconds) {
    return fault('timestamp_too_old', `The signature is ${ageSeconds} s old; ${toleranceSeconds} s are allowed.`)
  }
  if (ageSeconds < -toleranceSeconds) {
    return fault(
      'timestamp_in_future',
      `The signature is from ${-ageSeconds} s in the future; ${toleranceSeconds} s are allowed. Check the clocks.`,
    )
  }

  const keys = check.secrets.map(scheme === 'postrider' ? postriderKey : standardKey).filter((key) => key !== null)
  if (keys.length === 0)
    return fault('wrong_secret_form', 'There is no secret of the form whsec_ and base64 to verify with.')
  let matched = false
  for (const key of keys) {
    const expected = Buffer.from(macOf(key, read.signedPrefix, check.body, 'hex'), 'hex')
    for (const candidate of read.signatures) {
      // No early exit: every candidate is compared with every key whatever the outcome.
      matched = timingSafeEqual(expected, candidate) || matched
    }
  }
  if (matched) return { ok: true, timestamp: read.timestamp }
  return fault(
    'no_match',
    'No signature matches: the secret is another one, or the body is not byte for byte what was signed (verify before parsing).',
  )
}

function fault(step: SignatureFault['step'], message: string): SignatureVerdict {
  return { ok: false, step, message }
}
