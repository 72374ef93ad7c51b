import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { clock } from '../platform/clock.ts'
import { createSigner, signatureHeaders } from './sign-request.ts'
import vectors from './signature-vectors.json' with { type: 'json' }
import { newSigningSecret } from './signing-secret.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe('signature vectors', () => {
  it.each(vectors)('signs $body at $timestamp as published', (vector) => {
    const headers = signatureHeaders({
      secrets: [vector.secret],
      timestamp: vector.timestamp,
      messageId: vector.webhook_id,
      body: Buffer.from(vector.body),
    })
    if (vector.x_pt_signature !== undefined) expect(headers['X-PT-Signature']).toBe(vector.x_pt_signature)
    expect(headers['webhook-signature']).toBe(vector.webhook_signature)
    expect(headers['webhook-id']).toBe(vector.webhook_id)
    expect(headers['webhook-timestamp']).toBe(String(vector.timestamp))
  })
})

describe('createSigner', () => {
  it('signs with every live secret, in the order given', () => {
    const older = newSigningSecret()
    const body = Buffer.from('{"a":1}')
    const both = createSigner([secret, older]).sign(1_700_000_000, 'evt_1', body)
    const alone = [secret, older].map((one) => createSigner([one]).sign(1_700_000_000, 'evt_1', body))
    expect(both['X-PT-Signature']).toBe(
      `${alone[0]?.['X-PT-Signature']},${alone[1]?.['X-PT-Signature']?.replace('t=1700000000,', '')}`,
    )
    expect(both['webhook-signature']).toBe(alone.map((one) => one['webhook-signature']).join(' '))
  })

  it('makes requests that the published Standard Webhooks library verifies, with the newer and the older secret', () => {
    const anyBody = fc.oneof(
      fc.json(),
      fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
    )
    fc.assert(
      fc.property(anyBody, fc.uint8Array({ minLength: 24, maxLength: 64 }), (body, key) => {
        const older = `whsec_${Buffer.from(key).toString('base64')}`
        const nowSeconds = Math.floor(clock.now() / 1000)
        const headers = createSigner([secret, older]).sign(nowSeconds, 'evt_1', Buffer.from(body))
        new Webhook(secret).verify(body, headers)
        new Webhook(older).verify(body, headers)
        expect(() => new Webhook(newSigningSecret()).verify(body, headers)).toThrow('No matching signature')
      }),
      { numRuns: 50 },
    )
  })

  it.each([0, 999_999_999, 10_000_000_000, 1_700_000_000.5, Number.NaN])('refuses %s as a timestamp', (timestamp) => {
    expect(() => createSigner([secret]).sign(timestamp, 'evt_1', Buffer.of())).toThrow(RangeError)
  })

  it.each(['', 'a.b', 'a\r\nX-Injected: 1', 'é'])('refuses %j as a message id', (messageId) => {
    expect(() => createSigner([secret]).sign(1_700_000_000, messageId, Buffer.of())).toThrow(RangeError)
  })

  it.each([[[]], [['']], [['whsec_']], [['plain']]])('refuses to sign with %j', (secrets) => {
    expect(() => createSigner(secrets)).toThrow()
  })
})
