import { expect } from 'vitest'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  publish,
  rows,
  soon,
  useEngine,
} from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { type Answer, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { getSubscription } from '../subscriptions/get-subscription.ts'
import { defaultCircuitLimits } from './circuit-breaker.ts'

useEngine({
  scheduleSeconds: [0.1, 0.1, 0.1, 0.1, 0.1],
  circuitLimits: { ...defaultCircuitLimits, firstPauseMs: 400, longestPauseMs: 1_600 },
})

interface CircuitRow {
  circuit: string
  probes: number
  next_probe_at: Date | null
}
const circuitOf = async (subscription: string): Promise<CircuitRow> => {
  const sql = 'select circuit, probes, next_probe_at from lane_states where subscription_id = $1'
  return (await rows<CircuitRow>(sql, subscription))[0] as CircuitRow
}

test('the circuit opens after 20 failures over several deliveries; then nothing is used up and only probes go out, with growing pauses', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 5, retry_schedule: [1, 1, 1, 1] })
  await publish(tenant.publicId, 30)
  await expect.poll(async () => (await circuitOf(subscription)).probes, soon).toBe(3)
  const attempts = await attemptsOf(subscription)
  const counted = attempts.filter((attempt) => !attempt.probe)
  expect(counted.length).toBeGreaterThanOrEqual(20)
  // Those that were under way when it opened, and no more.
  expect(counted.length).toBeLessThan(25)
  const probes = attempts.length - counted.length
  const recorded =
    'select sum(attempts)::int as attempts, sum(failed_probes)::int as probes from delivery_stats where subscription_id = $1'
  expect(await rows(recorded, subscription)).toEqual([{ attempts: attempts.length, probes }])
  const used = (await deliveriesOf(subscription)).reduce((sum, delivery) => sum + delivery.attempts, 0)
  expect(used).toBe(counted.length)
  const last = attempts.at(-1)
  const shown = await getSubscription(systemActor, { id: toId('subscription', subscription) })
  expect(last?.probe).toBe(true)
  expect(shown.last_failure).toMatchObject({
    delivery: toId('delivery', last?.delivery_id as string),
    code: 500,
    error: 'http_error',
  })
  const probeTimes = receiver.requests.slice(-3).map((request) => request.at)
  const [first, second, third] = probeTimes as [number, number, number]
  expect(second - first).toBeGreaterThanOrEqual(750)
  expect(third - second).toBeGreaterThanOrEqual(1_500)
  expect(await countOf(subscription, 'failed')).toBe(0)
})

test('what waits during an outage arrives after it, in order of age, without trampling the receiver', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(503)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1, 1, 1, 1, 1, 1] })
  await publish(tenant.publicId, 20)
  await expect.poll(async () => (await circuitOf(subscription)).circuit, soon).toBe('open')
  const { pool } = database()
  await pool.query(
    `insert into alerts (id, tenant_id, subscription_id, kind, message)
     select gen_random_uuid(), tenant_id, id, kind, '' from subscriptions, unnest(array['circuit_open', 'oldest_waiting']) kind where id = $1`,
    [subscription],
  )
  const waiting: string[] = []
  for (let n = 0; n < 60; n++) waiting.push(...(await publish(tenant.publicId)))
  const arrived: string[] = []
  let underWay = 0
  const most: number[] = []
  receiver.answer = (request, response) => {
    underWay += 1
    most.push(underWay)
    arrived.push(request.headers['x-pt-event-id'] as string)
    setTimeout(() => {
      underWay -= 1
      response.end()
    }, 20)
  }
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(80)
  expect(await circuitOf(subscription)).toEqual({ circuit: 'closed', probes: 0, next_probe_at: null })
  const resolved = 'select kind from alerts where subscription_id = $1 and resolved_at is not null'
  await expect
    .poll(async () => (await pool.query(resolved, [subscription])).rows, soon)
    .toEqual([{ kind: 'circuit_open' }])
  // It was open for seconds, and is remembered as it was: failed probes are no new opening.
  const openings = 'select opened_at <= closed_at as ends, tenant_id from circuit_openings where subscription_id = $1'
  expect((await pool.query(openings, [subscription])).rows).toEqual([{ ends: true, tenant_id: tenant.id }])
  expect(arrived).toHaveLength(80)
  // One probe, then two, three, ...: the n-th request finds at most as many beside it as succeeded before.
  for (const [index, beside] of most.entries()) expect(beside).toBeLessThanOrEqual(index + 2)
  // Order of sending; a slow start of many at once may change neighbours on the way.
  const places = arrived.filter((id) => waiting.includes(id)).map((id) => waiting.indexOf(id))
  for (const [index, place] of places.entries()) expect(Math.abs(place - index)).toBeLessThan(32)
  expect(places.slice(0, 10).every((place) => place < 30)).toBe(true)
})

test('five events that died one after the other while the receiver was away all arrive after it, without new traffic', async ({
  tenant,
}) => {
  const gone = await startReceiver()
  const { port } = gone
  await gone[Symbol.asyncDispose]()
  const subscription = await makeSubscription(tenant.id, gone.url, { retry_schedule: [] })
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    ids.push(...(await publish(tenant.publicId)))
    // The first two die of their only attempt; then the circuit is open, and what is revived for a probe waits.
    await expect
      .poll(async () => (await deliveriesOf(subscription))[n]?.attempts ?? 0, soon)
      .toBeGreaterThanOrEqual(n < 2 ? 1 : 0)
  }
  await expect.poll(async () => (await circuitOf(subscription)).probes, soon).toBeGreaterThan(0)
  await using receiver = await startReceiver(port)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
  expect(new Set(receiver.requests.map((request) => request.headers['x-pt-event-id']))).toEqual(new Set(ids))
  expect(await rows('select from dead_letters where subscription_id = $1', subscription)).toEqual([])
})

test('several events that all used up their attempts at once come back by themselves', async ({ receiver, tenant }) => {
  receiver.answer = status(502)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  await publish(tenant.publicId, 5)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBeGreaterThanOrEqual(4)
  receiver.answer = status(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
})

test('with the switch off, what died stays a dead letter', async ({ receiver, tenant }) => {
  receiver.answer = status(502)
  const columns = { retry_schedule: [], auto_redeliver: false }
  const subscription = await makeSubscription(tenant.id, receiver.url, columns)
  await publish(tenant.publicId, 5)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBe(5)
  receiver.answer = status(200)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(await countOf(subscription, 'failed')).toBe(5)
})

/** Answers 500 to one type of event, and 200 to the others. */
const indigestible: Answer = (request, response) =>
  status(request.headers['x-pt-event-type'] === 'tag.added' ? 500 : 200)(request, response)

test('an event that the receiver cannot digest opens no circuit among others that succeed', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = indigestible
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  for (let n = 1; n <= 5; n++) {
    await publish(tenant.publicId, 1, 'tag.added')
    await expect.poll(() => countOf(subscription, 'failed'), soon).toBe(n)
    await publish(tenant.publicId)
    await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(n)
  }
  expect(receiver.requests).toHaveLength(10)
  expect((await circuitOf(subscription)).circuit).toBe('closed')
})

test('events that the receiver cannot digest come to rest, though together they look like an outage', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = indigestible
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  await publish(tenant.publicId, 3, 'tag.added')
  await expect.poll(async () => (await circuitOf(subscription)).circuit, soon).toBe('open')
  const resting = async (): Promise<boolean> => {
    await publish(tenant.publicId)
    const dead = await rows<{ absent: boolean }>(
      'select absent from dead_letters where subscription_id = $1',
      subscription,
    )
    return dead.length === 3 && dead.every((letter) => !letter.absent)
  }
  await expect.poll(resting, { timeout: 30_000, interval: 100 }).toBe(true)
  await expect.poll(async () => (await circuitOf(subscription)).circuit, soon).toBe('closed')
  await expect.poll(() => countOf(subscription, 'pending'), soon).toBe(0)
}, 40_000)

test('an event that the receiver cannot digest does not keep an open circuit open: another one serves as probe', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = indigestible
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1] })
  await publish(tenant.publicId, 1, 'tag.added')
  // Alone, it looks like an outage, and comes back to serve as the probe.
  await expect.poll(async () => (await circuitOf(subscription)).probes, soon).toBe(1)
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
})

test('the head of a fifo lane that the receiver refuses ends although the circuit is open, and the next ones follow in order', async ({
  receiver,
  tenant,
}) => {
  const refuses: Answer = (request, response) => {
    const isHead = request.headers['x-pt-sequence'] === '1'
    return status(isHead ? 422 : 200)(request, response)
  }
  receiver.answer = refuses
  const subscription = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo', retry_schedule: [1] })
  await rows(
    `update lane_states set circuit = 'open', circuit_opened_at = now(), next_probe_at = now(), failing_since = now()
      where subscription_id = $1`,
    subscription,
  )
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(2)
  const sequences = receiver.requests.map((request) => Number(request.headers['x-pt-sequence']))
  expect(sequences).toEqual([1, 1, 2, 3])
  const [head] = (await deliveriesOf(subscription)).filter((delivery) => delivery.sequence === '1')
  expect(head?.status).toBe('failed')
})
