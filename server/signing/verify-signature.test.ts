import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignatureCheck } from '../signature-rules/judge-signature.ts'
import { signatureHeaders } from './sign-request.ts'
import vectors from './signature-vectors.json' with { type: 'json' }
import { newSigningSecret } from './signing-secret.ts'
import { verifySignature } from './verify-signature.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const now = 1_700_000_000
const body = Buffer.from('{"id":"evt_1","type":"ping"}')
const headers = signatureHeaders({
  secrets: [secret],
  timestamp: now,
  messageId: 'evt_1',
  body,
})
const signature = headers['X-PT-Signature'] as string
const mac = signature.slice('t=1700000000,v1='.length)

function verify(change: Partial<SignatureCheck>) {
  return verifySignature({ headers, body, secrets: [secret], now, ...change })
}

function stepOf(change: Partial<SignatureCheck>) {
  const verdict = verify(change)
  return verdict.ok ? 'ok' : verdict.step
}

describe('verifySignature', () => {
  it.each(vectors)('accepts the published signatures of $body', (vector) => {
    const common = {
      body: Buffer.from(vector.body),
      secrets: [vector.secret],
      now: vector.timestamp,
    }
    const standard = {
      'webhook-id': vector.webhook_id,
      'webhook-timestamp': String(vector.timestamp),
      'webhook-signature': vector.webhook_signature,
    }
    expect(verifySignature({ ...common, headers: standard, scheme: 'standard' })).toEqual({
      ok: true,
      timestamp: vector.timestamp,
    })
    if (vector.x_pt_signature === undefined) return
    const own = { 'x-pt-signature': vector.x_pt_signature }
    expect(verifySignature({ ...common, headers: own })).toEqual({
      ok: true,
      timestamp: vector.timestamp,
    })
  })

  it.each([
    ['no header', {}, 'missing_header'],
    ['an empty header', { 'X-PT-Signature': ' ' }, 'missing_header'],
    ['garbage', { 'X-PT-Signature': 'garbage' }, 'malformed'],
    ['no time', { 'X-PT-Signature': `v1=${mac}` }, 'malformed'],
    ['two times', { 'X-PT-Signature': `t=${now},${signature}` }, 'malformed'],
    ['the header twice', { 'X-PT-Signature': [signature, signature] }, 'malformed'],
    ['the header twice in two spellings', { 'X-PT-Signature': signature, 'x-pt-signature': signature }, 'malformed'],
    ['a time with a sign', { 'X-PT-Signature': `t=+170000000,v1=${mac}` }, 'malformed'],
    ['a time in milliseconds', { 'X-PT-Signature': `t=1700000000000,v1=${mac}` }, 'malformed'],
    ['a time in hexadecimal', { 'X-PT-Signature': `t=0x6553f100,v1=${mac}` }, 'malformed'],
    ['only another version', { 'X-PT-Signature': `t=${now},v0=${mac}` }, 'wrong_scheme'],
    ['a signature of 63 digits', { 'X-PT-Signature': `t=${now},v1=${mac.slice(1)}` }, 'malformed'],
    ['an empty signature', { 'X-PT-Signature': `t=${now},v1=` }, 'malformed'],
    [
      'a base64 signature',
      {
        'X-PT-Signature': `t=${now},v1=${Buffer.from(mac, 'hex').toString('base64')}`,
      },
      'malformed',
    ],
    ['seventeen signatures', { 'X-PT-Signature': `t=${now}${`,v1=${mac}`.repeat(17)}` }, 'malformed'],
    ['a forged signature', { 'X-PT-Signature': `t=${now},v1=${'0'.repeat(64)}` }, 'no_match'],
    ['another time than signed', { 'X-PT-Signature': `t=${now + 1},v1=${mac}` }, 'no_match'],
    ['upper-case digits', { 'X-PT-Signature': `t=${now},v1=${mac.toUpperCase()}` }, 'ok'],
    ['a later version beside v1', { 'X-PT-Signature': `t=${now},v2=new,v1=${mac}` }, 'ok'],
    ['the right signature after a forged one', { 'X-PT-Signature': `t=${now},v1=${'0'.repeat(64)},v1=${mac}` }, 'ok'],
    ['spaces after commas', { 'X-PT-Signature': `t=${now}, v1=${mac}` }, 'ok'],
  ] as [string, SignatureCheck['headers'], string][])('%s', (_, given, step) => {
    expect(stepOf({ headers: given })).toBe(step)
  })

  it.each([
    ['no id', { ...headers, 'webhook-id': undefined }, 'missing_header'],
    ['no time', { ...headers, 'webhook-timestamp': undefined }, 'missing_header'],
    ['no signature', { ...headers, 'webhook-signature': undefined }, 'missing_header'],
    ['a time in words', { ...headers, 'webhook-timestamp': 'now' }, 'malformed'],
    ['a signature without version', { ...headers, 'webhook-signature': 'abc' }, 'malformed'],
    ['only an asymmetric signature', { ...headers, 'webhook-signature': 'v1a,abc' }, 'wrong_scheme'],
    ['a short signature', { ...headers, 'webhook-signature': 'v1,abc=' }, 'malformed'],
    ['another id', { ...headers, 'webhook-id': 'evt_2' }, 'no_match'],
    [
      'an asymmetric one beside ours',
      {
        ...headers,
        'webhook-signature': `v1a,abc ${headers['webhook-signature']}`,
      },
      'ok',
    ],
  ] as [string, SignatureCheck['headers'], string][])('Standard Webhooks: %s', (_, given, step) => {
    expect(stepOf({ headers: given, scheme: 'standard' })).toBe(step)
  })

  it.each([
    [300, 'ok'],
    [301, 'timestamp_too_old'],
    [-300, 'ok'],
    [-301, 'timestamp_in_future'],
  ])('at %i seconds of age: %s', (ageSeconds, step) => {
    expect(stepOf({ now: now + ageSeconds })).toBe(step)
    expect(stepOf({ now: now + ageSeconds, scheme: 'standard' })).toBe(step)
  })

  it('accepts any live secret and none that is not', () => {
    expect(stepOf({ secrets: [newSigningSecret(), secret] })).toBe('ok')
    expect(stepOf({ secrets: [newSigningSecret()] })).toBe('no_match')
    expect(stepOf({ secrets: [] })).toBe('wrong_secret_form')
    expect(stepOf({ secrets: ['no prefix'], scheme: 'standard' })).toBe('wrong_secret_form')
  })

  it('does not accept the key of one scheme in the other', () => {
    const decoded = Buffer.from(secret.slice(6), 'base64').toString('latin1')
    expect(stepOf({ secrets: [decoded] })).toBe('no_match')
    expect(
      stepOf({
        headers: {
          ...headers,
          'x-pt-signature': `t=${now},v1=${'0'.repeat(64)}`,
        },
      }),
    ).toBe('malformed')
  })

  it('accepts whatever was signed, and nothing after any one byte changed', () => {
    const arbitrary = {
      body: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      at: fc.nat(),
      bit: fc.nat(7),
    }
    fc.assert(
      fc.property(arbitrary.body, arbitrary.at, arbitrary.bit, (bytes, at, bit) => {
        const signed = signatureHeaders({
          secrets: [secret],
          timestamp: now,
          messageId: 'evt_1',
          body: bytes,
        })
        const changed = Uint8Array.from(bytes)
        changed[at % bytes.length] = (changed[at % bytes.length] as number) ^ (1 << bit)
        for (const scheme of ['postrider', 'standard'] as const) {
          expect(stepOf({ headers: signed, body: bytes, scheme })).toBe('ok')
          expect(stepOf({ headers: signed, body: changed, scheme })).toBe('no_match')
        }
      }),
    )
  })

  it('answers any header text with a verdict and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        const given = {
          'x-pt-signature': one,
          'webhook-id': two,
          'webhook-timestamp': one,
          'webhook-signature': two,
        }
        expect(verify({ headers: given }).ok).toBe(false)
        expect(verify({ headers: given, scheme: 'standard' }).ok).toBe(false)
      }),
    )
  })
})
