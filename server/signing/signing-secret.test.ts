import { describe, expect, it } from 'vitest'
import { newSigningSecret, signingSecretFault } from './signing-secret.ts'

const ofBytes = (count: number) => `whsec_${Buffer.alloc(count, 7).toString('base64')}`

describe('signing secrets', () => {
  it('are made usable and never twice', () => {
    const made = new Set(Array.from({ length: 100 }, newSigningSecret))
    expect(made.size).toBe(100)
    for (const secret of made) expect(signingSecretFault(secret)).toBeNull()
  })

  it.each([24, 25, 32, 63, 64])('may be brought with %i bytes', (count) => {
    expect(signingSecretFault(ofBytes(count))).toBeNull()
  })

  it.each([
    ['', 'must begin with whsec_'],
    ['WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'must begin with whsec_'],
    [ofBytes(23), '24 to 64 bytes, not of 23'],
    [ofBytes(65), '24 to 64 bytes, not of 65'],
    [`${ofBytes(24)} `, 'must be base64'],
    [ofBytes(25).replace(/=+$/, ''), 'must be base64'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_', 'must be base64'],
    ['whsec_\u0000', 'must be base64'],
  ])('%j is refused with the reason', (secret, reason) => {
    expect(signingSecretFault(secret)).toContain(reason)
  })
})
