import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLineOf } from '../../server/launch/process-facts.ts'
import { descendantsOf } from '../processes.ts'
import { type Product, startProduct, userCommand } from '../product.ts'
import { type Receiver, startReceiver } from '../receiver.ts'
import type { RestAnswer } from '../rest-api.ts'
import { ProductApi } from './product-api.ts'

let product: Product
let api: ProductApi
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  product = await startProduct({ command: userCommand })
  api = new ProductApi(product)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await receiver?.[Symbol.asyncDispose]()
}, 60_000)

test('a database that dies under load: each publish is 202 and delivered, or 503 with Retry-After; then all works by itself', async () => {
  await api.subscribe('steady', receiver.url)
  const answers: RestAnswer[] = []
  const publishUntil = async (isOver: () => boolean) => {
    while (!isOver()) {
      answers.push(await api.call('POST', '/webhooks/events', { tenant: 'steady', type: 'tag.added', data: {} }))
      await pause(10)
    }
  }
  const accepted = () => answers.filter((answer) => answer.status === 202)
  const refused = () => answers.filter((answer) => answer.status !== 202)
  let afterwards = Number.POSITIVE_INFINITY
  // Publishing goes on until it has worked again for a while.
  const publishers = Array.from({ length: 4 }, () => publishUntil(() => accepted().length >= afterwards))

  await expect.poll(() => accepted().length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(50)
  const postgres = descendantsOf(product.launcher.pid as number).find((pid) =>
    commandLineOf(pid).includes('postgres -D'),
  )
  process.kill(postgres as number, 'SIGKILL')
  await expect.poll(() => refused().length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(0)
  afterwards = accepted().length + 100
  await Promise.all(publishers)

  for (const answer of refused()) {
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  const events = accepted().map((answer) => answer.json.id as string)
  expect(new Set(events).size).toBe(events.length)
  const missing = () => {
    const arrived = new Set(receiver.requests.map((request) => request.headers['x-pt-event-id']))
    return events.filter((event) => !arrived.has(event))
  }
  await expect.poll(missing, { timeout: 30_000 }).toEqual([])
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
}, 120_000)
