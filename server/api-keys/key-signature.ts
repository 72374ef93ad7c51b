import { type ErrorCode, PostriderError } from '../contract/errors.ts'
import { clock } from '../platform/clock.ts'
import { verifySignature } from '../signing/verify-signature.ts'

const codes: Record<string, ErrorCode> = {
  missing_header: 'signature_missing',
  timestamp_too_old: 'signature_expired',
  timestamp_in_future: 'signature_expired',
}

const howToSign =
  ' Send X-PT-Signature: t=<Unix seconds>,v1=<hex>: the HMAC-SHA256 of those seconds directly followed by the body, the key itself being the secret.'

/**
 * For keys that must sign: `X-PT-Signature` over the raw body (empty where there is none), the key itself being the
 * secret. Throws `signature_missing`, `signature_expired` or `signature_mismatch`.
 */
export function verifyKeySignature(presentedKey: string, header: string | undefined, body: Uint8Array): void {
  const verdict = verifySignature({
    headers: { 'x-pt-signature': header },
    body,
    secrets: [presentedKey],
    now: Math.floor(clock.now() / 1000),
  })
  if (verdict.ok) return
  throw new PostriderError(
    codes[verdict.step] ?? 'signature_mismatch',
    `This key must sign its requests. ${verdict.message}${verdict.step === 'missing_header' ? howToSign : ''}`,
  )
}
