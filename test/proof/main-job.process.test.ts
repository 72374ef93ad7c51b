import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Product, startProduct, userCommand } from '../product.ts'
import { type ReceivedRequest, type Receiver, startReceiver, status } from '../receiver.ts'
import { ProductApi } from './product-api.ts'
import { realisticEvents } from './realistic-events.ts'
import { expectGenuine } from './verify-request.ts'

// The main job on real parts: started as a user starts it, over HTTP alone, to a receiver that is another server.

/** Seconds. */
const schedule = [1, 2, 3]
let product: Product
let api: ProductApi
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  product = await startProduct({
    command: userCommand,
    environment: { DEFAULT_RETRY_SCHEDULE: schedule.join(',') },
  })
  api = new ProductApi(product)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await receiver?.[Symbol.asyncDispose]()
}, 60_000)

const arrivalsOf = (event: string): ReceivedRequest[] =>
  receiver.requests.filter((request) => request.headers['x-pt-event-id'] === event)

async function arrivalOf(event: string): Promise<ReceivedRequest> {
  await vi.waitUntil(() => arrivalsOf(event).length > 0, { timeout: 10_000 })
  return arrivalsOf(event)[0] as ReceivedRequest
}

async function untilStatus(event: string, wanted: string): Promise<void> {
  await expect.poll(async () => (await api.deliveryOf(event)).status, { timeout: 30_000, interval: 200 }).toBe(wanted)
}

test('each of the five seeded event types fits its schema, arrives, and verifies', async () => {
  const { secret } = await api.subscribe('five', receiver.url)
  for (const { type, data } of realisticEvents) {
    const event = await api.publish('five', type, JSON.stringify(data))
    expect((await api.done('GET', `/webhooks/events/${event}`)).warnings).toEqual([])
    const request = await arrivalOf(event)
    expectGenuine(request, secret)
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'x-pt-event-type': type,
      'x-pt-attempt': '1',
      'webhook-id': event,
    })
    expect(JSON.parse(request.body.toString())).toMatchObject({ id: event, type, version: '1', tenant: 'five', data })
    await untilStatus(event, 'succeeded')
    expect(await api.deliveryOf(event)).toMatchObject({ code: 200, error: null, attempt_count: 1 })
  }
})

test.each([
  ['20-digit integers', '{"n":12345678901234567890,"m":-98765432109876543210}'],
  ['numbers no double holds', '{"n":1e400,"m":-0.0,"k":1.10,"e":1E+2,"d":0.1000000000000000055511151231257827}'],
  ['key order, also of keys that look like indexes', '{"b":1,"10":0,"a":{"z":1,"2":2,"y":3}}'],
  ['the same key twice', '{"a":1,"a":2}'],
  ['white space', '\n{ "b" :\t1 ,\r\n "a" : [ ] }'],
  ['escapes and what needs none', '"\\u00e9é\\/\\ud83d\\ude00😀\\u2028\u2028\\"\\\\"'],
  ['an escaped NUL', '{"text":"a\\u0000b"}'],
  ['lone surrogates', '["\\ud800","\\udfff\\ud800"]'],
])('%s in the data arrive byte for byte', async (name, data) => {
  const tenant = `bytes-${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`
  const { secret } = await api.subscribe(tenant, receiver.url)
  const request = await arrivalOf(await api.publish(tenant, 'memory.created', data))
  const body = request.body.toString('latin1')
  const sent = Buffer.from(data.trim()).toString('latin1')
  expect(body.slice(body.indexOf('"data":') + '"data":'.length).replace(/\}$/, '')).toBe(sent)
  expectGenuine(request, secret)
})

test('a receiver that fails is tried at the scheduled times, then the delivery is dead; redelivered it succeeds', async () => {
  const { id: subscription, secret } = await api.subscribe('failing', receiver.url)
  receiver.answer = status(500)
  const event = await api.publish('failing', 'tag.added', '{"tag":"patience"}')
  await untilStatus(event, 'failed')

  const delivery = await api.deliveryOf(event)
  expect(delivery).toMatchObject({ attempt_count: 4, max_attempts: 4, code: 500, error: 'http_error', runs: 1 })
  const arrivals = arrivalsOf(event)
  expect(arrivals.map((request) => request.headers['x-pt-attempt'])).toEqual(['1', '2', '3', '4'])
  for (const [index, seconds] of schedule.entries()) {
    const [attempt, next] = [delivery.attempts[index], delivery.attempts[index + 1]]
    const plannedMs = Date.parse(attempt.next_attempt_at) - Date.parse(attempt.started_at)
    // ±20 % of jitter, counted from the answer, which takes its time too.
    expect(plannedMs).toBeGreaterThanOrEqual(seconds * 800)
    expect(plannedMs).toBeLessThan(seconds * 1200 + 500)
    const lateMs = Date.parse(next.started_at) - Date.parse(attempt.next_attempt_at)
    expect(lateMs).toBeGreaterThanOrEqual(-5)
    expect(lateMs).toBeLessThan(1_500)
    const arrivedAfterMs = (arrivals[index + 1]?.at as number) - (arrivals[index]?.at as number)
    expect(arrivedAfterMs).toBeGreaterThanOrEqual(seconds * 800 - 50)
  }
  // The same bytes each time, signed anew.
  expect(new Set(arrivals.map((request) => request.body.toString())).size).toBe(1)
  expect(new Set(arrivals.map((request) => request.headers['x-pt-signature'])).size).toBe(4)
  for (const request of arrivals) expectGenuine(request, secret)

  const letters = await api.done('GET', `/webhooks/dead-letters?subscription=${subscription}`)
  expect(letters.data).toHaveLength(1)
  expect(letters.data[0]).toMatchObject({ id: delivery.id, event, cause: 'exhausted', code: 500, attempt_count: 4 })

  receiver.answer = status(204)
  expect((await api.call('POST', `/webhooks/deliveries/${delivery.id}/redeliver`)).status).toBe(202)
  await untilStatus(event, 'succeeded')
  const repaired = await api.deliveryOf(event)
  expect(repaired).toMatchObject({ id: delivery.id, runs: 2, code: 204, error: null })
  expect(repaired.attempts.at(-1)).toMatchObject({ run: 2, code: 204 })
  expect((await api.done('GET', `/webhooks/dead-letters?subscription=${subscription}`)).data).toEqual([])
})
