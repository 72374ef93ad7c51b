import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import packageFacts from '../package.json' with { type: 'json' }
import { toId } from '../server/contract/ids.ts'
import { signatureHeaders } from '../server/signing/sign-request.ts'
import { runCli } from '../test/command-line.ts'
import { useDatabase } from '../test/database.ts'
import { makeSubscription, makeTenant, testSecret, useEngineGround, useWorker } from '../test/engine.ts'
import { startReceiver, status } from '../test/receiver.ts'
import { makeKey, useRest } from '../test/rest-api.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)
const rest = useRest(at)

let key: string
let folder: string
beforeAll(async () => {
  key = await makeKey()
  folder = await mkdtemp(join(tmpdir(), 'postrider-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

const run = (...words: string[]) => runCli(words, { POSTRIDER_URL: rest.origin, POSTRIDER_API_KEY: key })

describe('help and mistakes', () => {
  test('every command explains itself', async () => {
    const overview = await run('--help')
    expect(overview).toMatchObject({ code: 0, errors: '' })
    for (const name of ['listen', 'trigger', 'tail', 'replay', 'verify']) {
      expect(overview.output).toContain(name)
      expect(await run(name, '--help')).toMatchObject({ code: 0, output: expect.stringContaining(`postrider ${name}`) })
    }
  })

  test.each(['--version', '-v', 'version'])('%s prints the version of the package', async (word) => {
    expect(await run(word)).toEqual({ code: 0, output: `${packageFacts.version}\n`, errors: '' })
    expect((await run('--help')).output).toContain('--version')
  })

  test.each([
    [[], 'Usage'],
    [['fly'], 'no command "fly"'],
    [['trigger'], 'Which event?'],
    [['trigger', 'a.b', '--odd'], '--odd'],
    [['trigger', 'memory.created', '--tenant', 'x', '--data', '{'], 'is no JSON'],
    [['listen'], '--forward-to is missing'],
    [['listen', '--forward-to', 'localhost:4000'], 'give a URL like'],
    [['replay'], '--from is missing'],
    [['replay', '--from', 'yesterday'], '2h, 30m'],
    [['verify', '--secret', 's', '--body', '/nonexistent'], 'cannot be read'],
  ])('%j is a usage error', async (words, message) => {
    const { code, output, errors } = await run(...words)
    expect(code).toBe(2)
    expect(output + errors).toContain(message)
  })

  test('a server that is away, and one that refuses, have exit codes of their own', async () => {
    expect(await run('tail', '--once', '--url', 'http://127.0.0.1:9')).toMatchObject({ code: 3 })
    const refused = await run('trigger', 'nobody.knows', '--tenant', 'nobody', '--data', '{}', '--json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.output)).toMatchObject({ code: 'not_found' })
    const noKey = await runCli(['tail', '--once'], { POSTRIDER_URL: rest.origin })
    expect(noKey).toMatchObject({ code: 2, errors: expect.stringContaining('POSTRIDER_API_KEY') })
  })
})

test('trigger publishes data as it was written, waits, and says how it went', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  const data = '{ "big": 12345678901234567890, "a":1.0 }'
  const words = ['trigger', 'memory.created', '--tenant', tenant.publicId, '--wait', '--json']
  const sent = await run(...words, '--data', data)
  expect(sent.code).toBe(0)
  const [event, delivery] = sent.output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(event).toMatchObject({ duplicate: false, deliveries: 1 })
  expect(delivery).toMatchObject({ status: 'succeeded', code: 200 })
  expect(receiver.requests[0]?.body.toString()).toContain(`"data":${data}}`)

  receiver.answer = status(400)
  const failed = await run('trigger', 'memory.created', '--tenant', tenant.publicId, '--wait')
  expect(failed.code).toBe(1)
  expect(failed.output).toMatch(/evt_\w+ {2}published, 1 delivery\ndlv_\w+ {2}failed/)
  const shown = await run('tail', '--once', '--tenant', tenant.publicId, '--status', 'failed')
  expect(shown.output).toMatch(/^dlv_\w+ {2}failed .* 400 /)
  for (const code of ['400', '4xx']) {
    const answered = await run('tail', '--once', '--tenant', tenant.publicId, '--code', code)
    expect(answered.output).toBe(shown.output)
  }
  expect((await run('tail', '--once', '--tenant', tenant.publicId, '--code', 'none')).output).toBe('')

  receiver.answer = status(200)
  const window = ['--tenant', tenant.publicId, '--from', '10m']
  const disabled = await makeSubscription(tenant.id, 'https://gone.example/hooks', { status: 'disabled' })
  const dry = await run('replay', ...window, '--dry-run')
  expect(dry).toMatchObject({ code: 0, output: expect.stringContaining('1 delivery would be sent again') })
  expect(dry.output).toContain(`to ${receiver.url}  failed`)
  expect(dry.output).toContain(
    `left out: ${toId('subscription', disabled)}  https://gone.example/hooks: It is disabled.`,
  )
  expect(await run('replay', ...window, '--wait')).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 done, 0 failed'),
  })
  expect(JSON.parse((await run('replay', ...window, '--dry-run', '--json')).output)).toMatchObject({ total: 0 })
})

test('trigger does not wait for ever: it says what has not ended, why, and how to look on', async () => {
  const tenant = await makeTenant()
  const paused = toId('subscription', await makeSubscription(tenant.id, 'http://127.0.0.1:9/', { status: 'paused' }))
  const words = ['trigger', 'memory.created', '--tenant', tenant.publicId, '--wait', '--timeout', '1']
  const { code, output, errors } = await run(...words)
  expect(code).toBe(1)
  expect(output).toMatch(/\ndlv_\w+ {2}pending .* its subscription is paused\n$/)
  expect(errors).toContain(`1 delivery has not ended within 1 s`)
  expect(errors).toContain(`postrider tail --subscription ${paused}`)
  expect(await run(...words.slice(0, -1), 'soon')).toMatchObject({ code: 2 })
})

test('tail shows what happens while it looks, and ends with Ctrl-C', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = toId('subscription', await makeSubscription(tenant.id, receiver.url))
  const tailing = runCli(
    ['tail', '--subscription', subscription],
    { POSTRIDER_URL: rest.origin, POSTRIDER_API_KEY: key },
    true,
  )
  await expect.poll(() => tailing.soFar().errors, { timeout: 5_000 }).toContain('Waiting')
  await run('trigger', 'memory.created', '--tenant', tenant.publicId)
  await expect.poll(() => tailing.soFar().output, { timeout: 10_000 }).toContain('succeeded')
  tailing.interrupt()
  expect((await tailing).code).toBe(0)
})

test('verify says which step fails, without a server', async () => {
  const body = Buffer.from('{"a":1}')
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = signatureHeaders({ secrets: [testSecret], timestamp, messageId: 'evt_1', body })
  const file = join(folder, 'body.json')
  const spaced = join(folder, 'spaced.json')
  await writeFile(file, body)
  await writeFile(spaced, '{ "a": 1 }\n')
  const header = `X-PT-Signature: ${headers['X-PT-Signature']}`
  const words = ['verify', '--secret', testSecret, '--header', header]
  expect(await runCli([...words, '--body', file], {})).toMatchObject({
    code: 0,
    output: expect.stringContaining('signature'),
  })
  const wrong = await runCli([...words, '--body', spaced], {})
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('parsed and written again') })
  const old = await runCli(
    [...words, '--body', file, '--at', new Date((timestamp + 999) * 1000).toISOString(), '--json'],
    {},
  )
  expect(JSON.parse(old.output)).toMatchObject({ ok: false, failed_step: 'timestamp_too_old' })
})
