import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: nothing to guess, so a plain hash protects the stored side. */
export function newPortalCode(): string {
  return randomBytes(32).toString('base64url')
}

export function hashPortalCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(code).digest())
}
