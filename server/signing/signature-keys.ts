import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { postriderKeyBytes, standardKeyBytes } from '../signature-rules/secret-key.ts'

/** The key of `X-PT-Signature` for signing. Throws on an empty secret. */
export function postriderKey(secret: string): KeyObject {
  if (secret === '') throw new Error('A signing secret may not be empty.')
  return createSecretKey(postriderKeyBytes(secret))
}

/** The key of `webhook-signature` for signing; null: the secret has none. */
export function standardKey(secret: string): KeyObject | null {
  const bytes = standardKeyBytes(secret)
  return bytes && createSecretKey(bytes)
}

/** HMAC-SHA256 over `prefix` followed by `body`. */
export function macOf(key: KeyObject, prefix: string, body: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(prefix, 'utf8').update(body).digest(encoding)
}
