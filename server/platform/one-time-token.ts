import { createHash, randomBytes } from 'node:crypto'

/** For links that work once: 256 random bits. Nothing to guess, so a plain hash protects the stored side. */
export function newOneTimeToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOneTimeToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
