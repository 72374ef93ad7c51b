import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { secretPrefix } from './signing-secret.ts'

/** The key of `X-PT-Signature`: the UTF-8 bytes of the whole secret, prefix included. Throws on an empty one. */
export function postriderKey(secret: string): KeyObject {
  if (secret === '') throw new Error('A signing secret may not be empty.')
  return createSecretKey(secret, 'utf8')
}

/** The key of `webhook-signature`: the bytes that the base64 after `whsec_` stands for, or null when there are none. */
export function standardKey(secret: string): KeyObject | null {
  if (!secret.startsWith(secretPrefix)) return null
  const bytes = Buffer.from(secret.slice(secretPrefix.length), 'base64')
  return bytes.length === 0 ? null : createSecretKey(bytes)
}

/** HMAC-SHA256 over `prefix` followed by `body`. */
export function macOf(key: KeyObject, prefix: string, body: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(prefix, 'utf8').update(body).digest(encoding)
}
