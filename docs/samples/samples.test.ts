import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { clock } from '../../server/platform/clock.ts'
import { createSigner } from '../../server/signing/sign-request.ts'
import vectors from '../../server/signing/signature-vectors.json' with { type: 'json' }
import { newSigningSecret } from '../../server/signing/signing-secret.ts'

const samples = [
  { file: 'verify.mjs', program: process.execPath, needs: 'node' },
  { file: 'verify.py', program: 'python3', needs: 'python3 (apt-get install python3)' },
  { file: 'verify.sh', program: 'sh', needs: 'sh and openssl (apt-get install openssl)' },
]

/** Ours have X-PT-Signature; the one of the Standard Webhooks specification has not. */
const signed = vectors.flatMap((vector) =>
  vector.x_pt_signature === undefined ? [] : [{ ...vector, header: vector.x_pt_signature }],
)

interface Attempt {
  secret: string
  header: string
  body: string
  now?: number
}

describe.each(samples)('docs/samples/$file', ({ file, program, needs }) => {
  const path = fileURLToPath(new URL(file, import.meta.url))

  function run(attempt: Attempt): 'genuine' | string {
    const now = attempt.now === undefined ? [] : [String(attempt.now)]
    const ended = spawnSync(program, [path, attempt.header, ...now], {
      input: attempt.body,
      encoding: 'utf8',
      env: { ...process.env, WEBHOOK_SECRET: attempt.secret },
    })
    if (ended.error) throw new Error(`${file} cannot be tried: this test needs ${needs}.`, { cause: ended.error })
    if (ended.status === 0) return ended.stdout.trim()
    expect(ended.status).toBe(1)
    return ended.stderr.trim()
  }

  const genuine = 'The signature is genuine.'

  it.each(signed)('accepts the published signature of $body', ({ secret, header, body, timestamp }) => {
    expect(run({ secret, header, body, now: timestamp })).toBe(genuine)
  })

  it('accepts what is signed now, with the newer and with the older of two live secrets', () => {
    const [newer, older] = [newSigningSecret(), newSigningSecret()]
    const body = '{"text":"\\u0000 é 😀 $(id) `id`\\n"}\n'
    const headers = createSigner([newer, older]).sign(Math.floor(clock.now() / 1000), 'evt_1', Buffer.from(body))
    const header = headers['X-PT-Signature'] as string
    expect(run({ secret: newer, header, body })).toBe(genuine)
    expect(run({ secret: older, header, body })).toBe(genuine)
    expect(run({ secret: newSigningSecret(), header, body })).toContain('no signature matches')
  })

  const [vector] = signed as [(typeof signed)[number]]
  const base = { secret: vector.secret, header: vector.header, body: vector.body, now: vector.timestamp }

  it.each([
    ['a forged signature', { header: `t=${vector.timestamp},v1=${'0'.repeat(64)}` }, 'no signature matches'],
    ['a changed body', { body: `${vector.body} ` }, 'no signature matches'],
    [
      'another time than signed',
      { header: vector.header.replace('t=1700000000', 't=1700000001') },
      'no signature matches',
    ],
    ['a part of the signature', { header: vector.header.slice(0, -1) }, 'no signature matches'],
    ['an empty signature', { header: `t=${vector.timestamp},v1=` }, ''],
    ['an old request', { now: vector.timestamp + 301 }, 'five minutes'],
    ['a request from the future', { now: vector.timestamp - 301 }, 'five minutes'],
    ['a very old request', { now: undefined }, 'five minutes'],
    ['no header', { header: '' }, 'missing or malformed'],
    ['no time', { header: vector.header.slice('t=1700000000,'.length) }, 'missing or malformed'],
    ['two times', { header: `t=${vector.timestamp},${vector.header}` }, 'missing or malformed'],
    [
      'a time that is a formula',
      { header: vector.header.replace('1700000000', '1699999999+1') },
      'missing or malformed',
    ],
    ['only another scheme', { header: vector.header.replace('v1=', 'v0=') }, 'missing or malformed'],
  ])('refuses %s', (_, change, words) => {
    const said = run({ ...base, ...change })
    expect(said).toMatch(/^Refused: /)
    expect(said).toContain(words)
  })

  it.each([300, -300])('accepts an age of %i seconds', (age) => {
    expect(run({ ...base, now: vector.timestamp + age })).toBe(genuine)
  })
})

describe('docs/signatures.md', () => {
  const page = readFileSync(new URL('../signatures.md', import.meta.url), 'utf8')

  it.each(signed)('shows the signatures of $body', ({ x_pt_signature, webhook_signature }) => {
    expect(page).toContain(x_pt_signature?.split('v1=')[1])
    expect(page).toContain(webhook_signature)
  })

  it('shows a command that works as it stands', () => {
    const command = /```sh\n([\s\S]+?)```/.exec(page)?.[1] as string
    const root = fileURLToPath(new URL('../..', import.meta.url))
    expect(spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 })
    const forged = command.replace('ping', 'pong')
    expect(spawnSync('sh', ['-c', forged], { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 1 })
  })
})
