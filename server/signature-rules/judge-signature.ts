import { postriderKeyBytes, standardKeyBytes } from './secret-key.ts'
import {
  readPostriderSignature,
  readStandardSignature,
  type SignatureFault,
  type SignedHeaders,
} from './signature-header.ts'

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

/** What the machine brings: Node has its own cryptography, a browser has none that is synchronous and works over plain http. */
export interface SignatureTools {
  /** HMAC-SHA256 over the UTF-8 bytes of `prefix`, followed by `body`. */
  hmac: (key: Uint8Array, prefix: string, body: Uint8Array) => Uint8Array
  /** In constant time where an attacker may measure it. */
  equal: (a: Uint8Array, b: Uint8Array) => boolean
}

export type SignatureVerdict = { ok: true; timestamp: number } | ({ ok: false } & SignatureFault)

/** Verifies a request and says which step fails. Pure; see `verifySignature` (server/signing) for what it tells. */
export function judgeSignature(check: SignatureCheck, tools: SignatureTools): SignatureVerdict {
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

  const keys = check.secrets
    .map(scheme === 'postrider' ? postriderKeyBytes : standardKeyBytes)
    .filter((key) => key !== null)
  if (keys.length === 0)
    return fault('wrong_secret_form', 'There is no secret of the form whsec_ and base64 to verify with.')
  let matched = false
  for (const key of keys) {
    const expected = tools.hmac(key, read.signedPrefix, check.body)
    for (const candidate of read.signatures) {
      // No early exit: every candidate is compared with every key whatever the outcome.
      matched = tools.equal(expected, candidate) || matched
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
