import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { clock } from '../../server/platform/clock.ts'
import { createSigner } from '../../server/signing/sign-request.ts'
import vectors from '../../server/signing/signature-vectors.json' with { type: 'json' }
import { newSigningSecret } from '../../server/signing/signing-secret.ts'
import { type Bench, benches } from '../../test/verification-benches.ts'
import { verificationSamples } from './verification-samples.ts'

/** What a receiver is asked, `now` in unix seconds; and what it must answer. */
interface Case {
  name: string
  secret: string
  header: string
  body: Uint8Array
  now: number
  genuine: boolean
}

const [vector] = vectors as [(typeof vectors)[number]]
const base = {
  secret: vector.secret,
  header: vector.x_pt_signature as string,
  body: Buffer.from(vector.body),
  now: vector.timestamp,
}
const mac = base.header.split('v1=')[1] as string
const time = `t=${base.now}`

/** That of the Standard Webhooks specification has no X-PT-Signature. */
const published: Case[] = vectors.flatMap(({ secret, timestamp, body, x_pt_signature: header }) =>
  header === undefined
    ? []
    : [{ name: `vector ${body}`, secret, header, body: Buffer.from(body), now: timestamp, genuine: true }],
)

const accepted: [string, Partial<Case>][] = [
  ['five minutes old', { now: base.now + 300 }],
  ['five minutes ahead', { now: base.now - 300 }],
  ['the second of two signatures', { header: `${time},v1=${'0'.repeat(64)},v1=${mac}` }],
  ['the first of two signatures', { header: `${time},v1=${mac},v1=${'0'.repeat(64)}` }],
  ['a scheme of later beside ours', { header: `${time},v2=abc,v1=${mac}` }],
]

const refused: [string, Partial<Case>][] = [
  ['too old', { now: base.now + 301 }],
  ['too new', { now: base.now - 301 }],
  ['another body', { body: Buffer.from(`${vector.body} `) }],
  ['another secret', { secret: newSigningSecret() }],
  ['the secret without whsec_', { secret: base.secret.slice('whsec_'.length) }],
  ['another time', { header: `t=${base.now + 1},v1=${mac}` }],
  ['a forged signature', { header: `${time},v1=${'0'.repeat(64)}` }],
  ['a part of the signature', { header: `${time},v1=${mac.slice(0, -2)}` }],
  ['more than the signature', { header: `${time},v1=${mac}00` }],
  ['an empty signature', { header: `${time},v1=` }],
  ['no signature', { header: time }],
  ['another scheme', { header: `${time},v0=${mac}` }],
  ['no time', { header: `v1=${mac}` }],
  ['a time that is none', { header: `t=soon,v1=${mac}` }],
  ['no header', { header: '' }],
]

function signedNow(secrets: string[], body: Uint8Array): { header: string; now: number } {
  const now = Math.floor(clock.now() / 1000)
  return { header: createSigner(secrets).sign(now, 'evt_1', body)['X-PT-Signature'] as string, now }
}

/** Signed by the product itself: during a rotation, over bytes that are no text. */
function fresh(): Case[] {
  const [newer, older] = [newSigningSecret(), newSigningSecret()]
  const body = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0xe9, 0x22, 0x80])
  const signed = { ...signedNow([newer, older], body), body, genuine: true }
  return [
    { name: 'the newer secret', secret: newer, ...signed },
    { name: 'the older secret', secret: older, ...signed },
    { name: 'a secret of before', secret: newSigningSecret(), ...signed, genuine: false },
  ]
}

const told = (cases: Case[]) => Object.fromEntries(cases.map(({ name, genuine }) => [name, genuine]))

const folder = mkdtempSync(join(tmpdir(), 'postrider-samples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function ended(command: string[], cwd: string, input = ''): string {
  const [program, ...words] = command as [string, ...string[]]
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, input, encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`, { cause: error })
  return stdout
}

/** What the code answers to each case. */
function answers(bench: Bench, code: string, cases: Case[]): Record<string, boolean> {
  const cwd = mkdtempSync(join(folder, 'receiver-'))
  for (const [file, text] of Object.entries({ ...bench.files, [bench.file]: code })) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  if (bench.build) ended(bench.build, cwd)
  const base64 = (value: string | Uint8Array) => Buffer.from(value).toString('base64')
  const lines = cases.map(({ now, secret, header, body }) =>
    [now, base64(secret), base64(header), base64(body)].join(' '),
  )
  const said = ended(bench.run, cwd, `${lines.join('\n')}\n`)
    .trim()
    .split(/\s+/)
  expect(said).toHaveLength(cases.length)
  return Object.fromEntries(cases.map(({ name }, index) => [name, said[index]?.toLowerCase() === 'true']))
}

const isThere = (program: string) => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((path) => spawnSync('test', ['-x', join(path, program)]).status === 0)
}

const written = verificationSamples.flatMap(({ value, label, code }) =>
  value === 'library' ? [] : [{ label, code, bench: benches[value] }],
)

// A compiler whose cache is empty builds its standard library first.
const patient = { timeout: 240_000 }

describe.each(written)('verification in $label', ({ label, code, bench }) => {
  const missing = bench.isRequired ? [] : bench.needs.filter((program) => !isThere(program))
  const because = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} is missing here)` : ''
  const tried = test.skipIf(missing.length > 0)

  tried(`accepts what is genuine and refuses the rest${because}`, patient, () => {
    const [asked, answered] = bench.clock
    expect(code.split(asked), `the clock of ${label}`).toHaveLength(2)
    const cases = [
      ...published,
      ...fresh(),
      ...accepted.map(([name, change]) => ({ ...base, name, genuine: true, ...change })),
      ...refused.map(([name, change]) => ({ ...base, name, genuine: false, ...change })),
    ]
    expect(
      answers(
        bench,
        code.replace(asked, () => answered),
        cases,
      ),
    ).toEqual(told(cases))
  })

  tried(`goes by the clock as it stands${because}`, patient, () => {
    const cases = [...fresh(), ...published.map((each) => ({ ...each, genuine: false }))]
    expect(answers(bench, code, cases)).toEqual(told(cases))
  })
})
