import { randomBytes } from 'node:crypto'
import { secretPrefix } from '../signature-rules/secret-key.ts'

/** Fewer bytes than 24 are guessable in principle, more than 64 are hashed down by HMAC-SHA256 anyway (RFC 2104). */
const keyBytes = { fewest: 24, most: 64, made: 32 }

/** `whsec_` and the base64 of 32 random bytes. */
export function newSigningSecret(): string {
  return secretPrefix + randomBytes(keyBytes.made).toString('base64')
}

/**
 * What is wrong with a secret that a user brings, as a sentence; null when it can be used. The base64 must be the
 * canonical, padded form: libraries disagree about every other one, and then only some receivers could verify.
 */
export function signingSecretFault(secret: string): string | null {
  if (!secret.startsWith(secretPrefix)) return 'The secret must begin with whsec_.'
  const encoded = secret.slice(secretPrefix.length)
  const key = Buffer.from(encoded, 'base64')
  if (key.toString('base64') !== encoded) return 'What follows whsec_ must be base64 with its padding.'
  if (key.length < keyBytes.fewest || key.length > keyBytes.most) {
    return `What follows whsec_ must be the base64 of ${keyBytes.fewest} to ${keyBytes.most} bytes, not of ${key.length}.`
  }
  return null
}
