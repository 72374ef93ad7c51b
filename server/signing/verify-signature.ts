import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  judgeSignature,
  type SignatureCheck,
  type SignatureTools,
  type SignatureVerdict,
} from '../signature-rules/judge-signature.ts'

/** Node's own cryptography. Signatures have 32 bytes each by the time they are compared. */
export const nodeSignatureTools: SignatureTools = {
  hmac: (key, prefix, body) => createHmac('sha256', key).update(prefix, 'utf8').update(body).digest(),
  equal: timingSafeEqual,
}

/**
 * Verifies a request and says which step fails: `missing_header`, `malformed`, `wrong_scheme` (no `v1`),
 * `timestamp_too_old`, `timestamp_in_future`, `wrong_secret_form` or `no_match`. The time taken does not tell which
 * secret or how much of a signature matched.
 */
export function verifySignature(check: SignatureCheck): SignatureVerdict {
  return judgeSignature(check, nodeSignatureTools)
}
