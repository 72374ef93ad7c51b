import { base64Bytes, utf8Bytes } from './bytes.ts'

export const secretPrefix = 'whsec_'

/** The key of `X-PT-Signature`: the UTF-8 bytes of the whole secret, prefix included. */
export function postriderKeyBytes(secret: string): Uint8Array {
  return utf8Bytes(secret)
}

/** The key of `webhook-signature`: the bytes that the base64 after `whsec_` stands for, or null when there are none. */
export function standardKeyBytes(secret: string): Uint8Array | null {
  if (!secret.startsWith(secretPrefix)) return null
  const bytes = base64Bytes(secret.slice(secretPrefix.length))
  return bytes.length === 0 ? null : bytes
}
