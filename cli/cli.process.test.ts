import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commandLineOf, isAlive } from '../server/launch/process-facts.ts'
import { type RunningCommandLine, runCli } from '../test/command-line.ts'
import { descendantsOf } from '../test/processes.ts'
import { type Product, startProduct, userCommand } from '../test/product.ts'
import { ProductApi } from '../test/proof/product-api.ts'
import { expectGenuine } from '../test/proof/verify-request.ts'
import { type ReceivedRequest, type Receiver, startReceiver, status } from '../test/receiver.ts'

// The command line against the product as a user starts it: launcher, web and worker as processes of their own.

const patient = { timeout: 20_000, interval: 50 }
let product: Product
let api: ProductApi
let local: Receiver
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postrider-cli-'))
  local = await startReceiver()
  product = await startProduct({ command: userCommand, environment: { DEFAULT_RETRY_SCHEDULE: '600' } })
  api = new ProductApi(product)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await local?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
}, 60_000)

const run = (...words: string[]): RunningCommandLine =>
  runCli(words, { POSTRIDER_URL: product.url, POSTRIDER_API_KEY: product.operatorKey }, true)

const jsonLines = (output: string): Record<string, unknown>[] =>
  output
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

async function listenFor(tenant: string, ...words: string[]) {
  await api.done('PUT', `/tenants/${tenant}`, { name: tenant })
  const cli = run('listen', '--tenant', tenant, '--forward-to', local.url, ...words)
  await expect.poll(() => cli.soFar().errors, patient).toContain('Ctrl-C ends it')
  const [secret] = /whsec_\S+/.exec(cli.soFar().errors) ?? []
  return { cli, secret: secret as string }
}

const arrivalsOf = (event: string): ReceivedRequest[] =>
  local.requests.filter((request) => request.headers['x-pt-event-id'] === event)

const webPid = (): number | undefined =>
  descendantsOf(product.launcher.pid as number).find((pid) => commandLineOf(pid).includes('server/web/start.ts'))

describe('listen', () => {
  test('what is published through REST reaches a local server, whose answer is the attempt; r sends it again; Ctrl-C leaves nothing behind', async () => {
    local.answer = status(202, { 'x-local': 'yes' })
    const { cli, secret } = await listenFor('near', '--events', 'memory.*')
    await api.publish('near', 'tag.added', '{"tag":"not for this one"}')
    const event = await api.publish('near', 'memory.created', '{"n":12345678901234567890}')
    await expect.poll(() => arrivalsOf(event).length, patient).toBe(1)
    const [request] = arrivalsOf(event) as [ReceivedRequest]
    expectGenuine(request, secret)
    expect(request.body.toString()).toContain('"data":{"n":12345678901234567890}')
    await expect
      .poll(async () => (await api.deliveryOf(event)).attempts, patient)
      .toMatchObject([{ code: 202, response: { headers: { 'x-local': 'yes' }, body: { text: 'status 202' } } }])
    await expect.poll(() => cli.soFar().output, patient).toMatch(new RegExp(`memory.created {2}${event} {2}-> {2}202 `))

    local.answer = status(500)
    cli.type('r')
    await expect.poll(() => arrivalsOf(event).length, patient).toBe(2)
    await expect
      .poll(async () => (await api.deliveryOf(event)).attempts, patient)
      .toMatchObject([
        { run: 1, code: 202 },
        { run: 2, code: 500, response: { body: { text: 'status 500' } } },
      ])

    cli.interrupt()
    expect((await cli).code).toBe(0)
    expect((await api.done('GET', '/webhooks/subscriptions?tenant=near')).data).toEqual([])
    expect(local.requests).toHaveLength(2)
  })

  test('it goes on where it was when the web process was killed and its supervisor started it again', async () => {
    local.answer = status(200)
    const { cli, secret } = await listenFor('through')
    const tailing = run('tail', '--tenant', 'through')
    await expect.poll(() => tailing.soFar().errors, patient).toContain('Waiting')
    const before = await api.publish('through', 'memory.created', '{"n":1}')
    await expect.poll(() => arrivalsOf(before).length, patient).toBe(1)

    const killed = webPid() as number
    process.kill(killed, 'SIGKILL')
    await vi.waitUntil(() => !isAlive(killed), { timeout: 10_000 })
    await expect.poll(() => cli.soFar().errors, patient).toContain('The server does not answer')
    await vi.waitUntil(() => (webPid() ?? killed) !== killed, { timeout: 20_000 })
    await expect.poll(() => cli.soFar().errors, patient).toContain('The server is back')
    await expect.poll(() => tailing.soFar().errors, patient).toMatch(/does not answer; .*\n.*The server is back/)

    const after = await api.publish('through', 'memory.updated', '{"n":2}')
    await expect.poll(() => arrivalsOf(after).length, patient).toBe(1)
    expectGenuine(arrivalsOf(after)[0] as ReceivedRequest, secret)
    await expect.poll(async () => (await api.deliveryOf(after)).attempts, patient).toMatchObject([{ code: 200 }])
    // The same subscription: nothing was lost and nothing opened anew.
    expect((await api.done('GET', '/webhooks/subscriptions?tenant=through')).data).toHaveLength(1)
    await expect.poll(() => tailing.soFar().output, patient).toMatch(/succeeded .* memory\.updated/)
    for (const running of [cli, tailing]) {
      running.interrupt()
      expect((await running).code).toBe(0)
    }
  }, 120_000)
})

test('trigger, tail, verify and replay --dry-run say in JSON and exit codes what the server did', async () => {
  local.requests.length = 0
  local.answer = status(422)
  const { id: subscription, secret } = await api.subscribe('told', local.url, { retry: { schedule: [] } })

  const failed = await run('trigger', 'tag.added', '--tenant', 'told', '--wait', '--json')
  expect(failed).toMatchObject({ code: 1, errors: '' })
  const [event, delivery] = jsonLines(failed.output)
  expect(event).toMatchObject({ id: expect.stringMatching(/^evt_/), duplicate: false, deliveries: 1 })
  expect(delivery).toMatchObject({ event: event?.id, status: 'failed', code: 422 })

  const looked = await run('tail', '--once', '--subscription', subscription, '--json')
  expect(jsonLines(looked.output)).toMatchObject([{ id: delivery?.id, status: 'failed' }])
  const tailing = run('tail', '--subscription', subscription)
  await expect.poll(() => tailing.soFar().errors, patient).toContain('Waiting')
  const dry = await run('replay', '--subscription', subscription, '--from', '1h', '--dry-run', '--json')
  expect(dry).toMatchObject({ code: 0, errors: '' })
  expect(jsonLines(dry.output)).toMatchObject([{ total: 1, sample: [{ event: event?.id, status: 'failed' }] }])
  expect(local.requests).toHaveLength(1)
  expect((await api.done('GET', '/webhooks/replays?tenant=told')).data).toEqual([])

  local.answer = status(200)
  expect(await run('replay', '--subscription', subscription, '--from', '1h', '--wait', '--json')).toMatchObject({
    code: 0,
  })
  await expect.poll(() => tailing.soFar().output, patient).toMatch(new RegExp(`^${delivery?.id} {2}succeeded`, 'm'))
  tailing.interrupt()
  expect((await tailing).code).toBe(0)

  const request = local.requests.at(-1) as ReceivedRequest
  const body = join(folder, 'body.json')
  await writeFile(body, request.body)
  const header = `X-PT-Signature: ${request.headers['x-pt-signature']}`
  const right = await run('verify', '--secret', secret, '--header', header, '--body', body, '--json')
  expect(right).toMatchObject({ code: 0, errors: '' })
  expect(jsonLines(right.output)).toMatchObject([{ ok: true, failed_step: null }])
  const other = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const wrong = await run('verify', '--secret', other, '--header', header, '--body', body, '--json')
  expect(wrong.code).toBe(1)
  expect(jsonLines(wrong.output)).toMatchObject([{ ok: false, failed_step: 'no_match' }])

  const refused = await run('replay', '--subscription', 'sub_00000000000000000000000000', '--from', '1h', '--json')
  expect(refused.code).toBe(1)
  expect(jsonLines(refused.output)).toMatchObject([{ code: 'not_found', status: 404 }])
  expect(await run('trigger', 'tag.added', '--tenant', 'told', '--data', '{')).toMatchObject({ code: 2, output: '' })
  expect(await run('tail', '--once', '--url', 'http://127.0.0.1:9')).toMatchObject({ code: 3, output: '' })
}, 120_000)
