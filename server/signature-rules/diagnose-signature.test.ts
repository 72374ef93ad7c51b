import { describe, expect, test } from 'vitest'
import { signatureHeaders } from '../signing/sign-request.ts'
import { nodeSignatureTools } from '../signing/verify-signature.ts'
import { diagnoseSignature, type ReceivedSignature } from './diagnose-signature.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const at = 1_790_000_000
const text = '{"id":"evt_1","data":{"name":"Zoë <b>","url":"a/b","n":10}}'
const body = Buffer.from(text)
const headers = signatureHeaders({ secrets: [secret], timestamp: at, messageId: 'evt_1', body })

const diagnose = (change: Partial<ReceivedSignature>) =>
  diagnoseSignature(
    {
      headers,
      body,
      givenSecret: secret,
      liveSecrets: null,
      receivedAt: at + 1,
      scheme: null,
      ...change,
    },
    nodeSignatureTools,
  )
const hintsOf = (change: Partial<ReceivedSignature>) => diagnose(change).hints.map(({ hint }) => hint)

test('a right signature passes every step', () => {
  expect(diagnose({})).toMatchObject({ ok: true, scheme: 'postrider', failed_step: null, hints: [] })
  expect(diagnose({}).steps.map(({ outcome }) => outcome)).toEqual(Array(5).fill('passed'))
  expect(diagnose({ scheme: 'standard' })).toMatchObject({ ok: true, signed_at: new Date(at * 1000).toISOString() })
  const standardOnly = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('webhook-')))
  expect(diagnose({ headers: standardOnly })).toMatchObject({ ok: true, scheme: 'standard' })
})

describe('the body was changed', () => {
  test.each([
    ['reserialised_json', JSON.stringify(JSON.parse(text), null, 2)],
    ['reserialised_json', text.replaceAll(':', ': ').replaceAll(',', ', ')],
    ['reserialised_json', text.replaceAll('/', '\\/')],
    ['changed_line_ends', `${text} x`.slice(0, -1)],
    ['body_is_base64', body.toString('base64')],
    ['body_is_quoted', JSON.stringify(text)],
    ['wrong_character_set', body.toString('latin1')],
  ])('%s', (hint, received) => {
    const found = diagnose({ body: Buffer.from(received) })
    expect(found).toMatchObject({ ok: false, failed_step: 'no_match' })
    // A trailing space is both: parsed and written again it would be right as well.
    expect(hint === 'changed_line_ends' ? ['reserialised_json', hint] : [hint]).toContain(found.hints[0]?.hint)
    expect(found.hints).toHaveLength(1)
  })

  test('line ends, where it is no JSON', () => {
    const plain = Buffer.from('a\nb')
    const signed = signatureHeaders({ secrets: [secret], timestamp: at, messageId: 'evt_1', body: plain })
    expect(hintsOf({ headers: signed, body: Buffer.from('a\r\nb') })).toEqual(['changed_line_ends'])
  })

  test('what was signed as Python or PHP writes it is found in the parsed form', () => {
    for (const original of ['{"name":"Zo\\u00eb"}', '{"url":"a\\/b"}']) {
      const signed = signatureHeaders({
        secrets: [secret],
        timestamp: at,
        messageId: 'evt_1',
        body: Buffer.from(original),
      })
      const received = Buffer.from(JSON.stringify(JSON.parse(original)))
      expect(hintsOf({ headers: signed, body: received })).toEqual(['reserialised_json'])
    }
  })

  test('a real change explains nothing', () => {
    expect(hintsOf({ body: Buffer.from(text.replace('10', '11')) })).toEqual([])
  })
})

describe('the secret', () => {
  test.each([
    [` ${secret}\n`, 'secret_has_spaces'],
    [`"${secret}"`, 'secret_has_spaces'],
    [secret.slice(6), 'secret_without_prefix'],
  ])('%j: %s', (given, hint) => {
    expect(hintsOf({ givenSecret: given })).toEqual([hint])
  })

  test('an old or another one is told from the live one', () => {
    expect(hintsOf({ givenSecret: other, liveSecrets: [secret] })).toEqual(['old_or_other_secret'])
    expect(hintsOf({ givenSecret: other })).toEqual([])
    expect(diagnose({ givenSecret: null, liveSecrets: [other, secret] })).toMatchObject({ ok: true })
  })

  test('an empty one fails at the secret', () => {
    expect(diagnose({ givenSecret: '' })).toMatchObject({ ok: false, failed_step: 'wrong_secret_form' })
  })
})

describe('time and headers', () => {
  test('an old request says whether it is right but for its age', () => {
    const old = diagnose({ receivedAt: at + 4_000 })
    expect(old).toMatchObject({ failed_step: 'timestamp_too_old', hints: [{ hint: 'clock_skew' }] })
    expect(old.hints[0]?.message).toContain('The signature itself is right')
    expect(old.steps.map(({ outcome }) => outcome)).toEqual([
      'passed',
      'passed',
      'failed',
      'not_reached',
      'not_reached',
    ])
    expect(hintsOf({ receivedAt: at - 4_000 })).toEqual(['clock_skew'])
  })

  test('an old request that is wrong besides says both, in whole sentences', () => {
    const [old] = diagnose({ receivedAt: at + 4_000, givenSecret: other }).hints
    expect(old?.message).toMatch(
      /ahead\. With the time set aside it does not verify either\. No signature matches: [^.]+\.$/,
    )
  })

  test('a missing header points to the scheme that is there', () => {
    const { 'X-PT-Signature': _gone, ...standard } = headers
    expect(diagnose({ headers: standard, scheme: 'postrider' })).toMatchObject({
      failed_step: 'missing_header',
      hints: [{ hint: 'other_scheme' }],
    })
    expect(diagnose({ headers: {} })).toMatchObject({ failed_step: 'missing_header', signed_at: null, hints: [] })
  })
})
