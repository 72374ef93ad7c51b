import { expect, test } from 'vitest'
import { startBareLanes } from '../../test/bare-lanes.ts'
import { useDatabase } from '../../test/database.ts'
import { publish, rows, soon, useEngineGround } from '../../test/engine.ts'
import { uuidOf } from '../contract/ids.ts'
import { defaultCircuitLimits } from './circuit-breaker.ts'

const at = useDatabase()
useEngineGround()

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test('a lane with nothing to do asks no more, rests a moment and goes', async () => {
  await using lanes = await startBareLanes(at.url)
  const { id } = await lanes.make()
  await lanes.registry.ring(id)
  expect(lanes.registry.size).toBe(1)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.asked).toMatchObject({ tryLock: 1, read: 1, release: 1, hasDue: 1 })
})

test('a full lane does not ask for what it has no room for, however often it is rung', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 1 })
  await publish(tenant, 3)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  const before = lanes.asked.read
  for (let rung = 0; rung < 60; rung++) {
    void lanes.registry.ring(id)
    await after(10)
  }
  // Twice a second it looks whether its subscription was changed.
  expect(lanes.asked.read - before).toBeLessThanOrEqual(4)
  lanes.answerAll(200)
  await expect.poll(() => lanes.sent.length, soon).toBe(3)
})

test('a subscription that is paused and resumed while its lane waits for an answer goes on without it', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 4 })
  await publish(tenant)
  await lanes.registry.ring(id)
  const set = async (status: string): Promise<void> => {
    await rows('update subscriptions set status = $2 where id = $1', id, status)
    await lanes.registry.ring(id)
  }
  await set('paused')
  await publish(tenant, 2)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  await set('active')
  await expect.poll(() => lanes.sent.length, soon).toBe(3)
})

test('a lane sends the retry that it knows of by itself, while another answer is awaited', async () => {
  await using lanes = await startBareLanes(at.url, { scheduleSeconds: [0.2, 0.2] })
  const { tenant, id } = await lanes.make()
  await publish(tenant, 2)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
  const failedAt = performance.now()
  lanes.sent[0]?.answer(500)
  await expect.poll(() => lanes.sent.length, soon).toBe(3)
  // Long before it would look again for no reason.
  expect(performance.now() - failedAt).toBeLessThan(3_000)
  // It does not go on asking for what was due once.
  const read = lanes.asked.read
  await after(300)
  expect(lanes.asked.read - read).toBeLessThan(3)
  expect(lanes.sent[2]?.members[0]).toMatchObject({ attempt: 2, deliveryId: lanes.sent[0]?.members[0]?.deliveryId })
})

test('a fifo lane goes on with the next one when the one before is recorded, without a doorbell', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ ordering: 'fifo' })
  const ids = await publish(tenant, 5)
  await lanes.registry.ring(id)
  for (let n = 0; n < 5; n++) {
    await expect.poll(() => lanes.sent.length, soon).toBe(n + 1)
    lanes.sent[n]?.answer(200)
  }
  expect(lanes.sent.map((request) => request.members[0]?.eventId)).toEqual(ids.map((event) => uuidOf('event', event)))
  expect(lanes.asked.tryLock).toBe(1)
})

const open = (id: string, dueInMs: number): Promise<object[]> =>
  rows(
    `update lane_states set circuit = 'open', circuit_opened_at = now() - interval '1 minute',
            failing_since = now() - interval '1 minute', next_probe_at = now() + $2::int * interval '1 millisecond'
      where subscription_id = $1`,
    id,
    dueInMs,
  )

test('a lane with an open circuit waits for its probe, sends one request and, when it fails, no other', async () => {
  const circuitLimits = { ...defaultCircuitLimits, firstPauseMs: 30_000 }
  await using lanes = await startBareLanes(at.url, { circuitLimits })
  const { tenant, id } = await lanes.make({ concurrency: 4 })
  await publish(tenant, 4)
  // Circuit and hold as they are stored hold also for the first read, of a lane of which nothing else is known.
  await open(id, 600_000)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.sent).toEqual([])

  // What rings it when its probe is due was left behind with the lock.
  const bell = `select extract(epoch from j.run_at - l.next_probe_at)::float8 as off from graphile_worker.jobs j, lane_states l
    where l.subscription_id = $1 and j.key = (select 'due:' || lane_no from subscriptions where id = $1)`
  expect(await rows(bell, id)).toEqual([{ off: 0 }])

  await open(id, 0)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  lanes.sent[0]?.answer(500)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.sent).toHaveLength(1)
  expect(await rows('select circuit, probes from lane_states where subscription_id = $1', id)).toEqual([
    { circuit: 'open', probes: 1 },
  ])
})

test('a lane whose circuit opens for a moment keeps its lock and makes the probe itself', async () => {
  const circuitLimits = { ...defaultCircuitLimits, consecutiveFailures: 1, minDeliveries: 1, firstPauseMs: 400 }
  await using lanes = await startBareLanes(at.url, { circuitLimits })
  const { tenant, id } = await lanes.make({ concurrency: 1 })
  await publish(tenant, 3)
  await lanes.registry.ring(id)
  const failedAt = performance.now()
  lanes.sent[0]?.answer(500)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
  expect(performance.now() - failedAt).toBeGreaterThan(390)
  expect(lanes.asked.tryLock).toBe(1)
  // While the probe is under way nothing else is sent; after it, all of it.
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(2)
  lanes.sent[1]?.answer(500)
  // The pause is twice as long now, longer than an idle lane rests.
  await expect.poll(() => lanes.sent.length, soon).toBe(3)
  expect(lanes.asked.tryLock).toBe(1)
  lanes.answerAll(200)
  await expect.poll(() => lanes.sent.length, soon).toBeGreaterThanOrEqual(4)
})

test('the second probe in a row is another delivery, the third the oldest again', async () => {
  const circuitLimits = { ...defaultCircuitLimits, consecutiveFailures: 1, minDeliveries: 1, firstPauseMs: 50 }
  await using lanes = await startBareLanes(at.url, { circuitLimits, scheduleSeconds: [0, 0, 0, 0] })
  const { tenant, id } = await lanes.make({ concurrency: 1 })
  await publish(tenant, 2)
  await lanes.registry.ring(id)
  for (let n = 0; n < 4; n++) {
    await expect.poll(() => lanes.sent.length, soon).toBe(n + 1)
    lanes.sent[n]?.answer(500)
  }
  const probes = lanes.sent.slice(1, 4).map((request) => request.members[0]?.deliveryId)
  expect(probes[1]).not.toBe(probes[0])
  expect(probes[2]).toBe(probes[0])
})

test('a probe that succeeds is followed by what waits, and what died is asked for', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 4 })
  await publish(tenant, 4)
  await open(id, -1)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
  lanes.answerAll(200)
  await expect.poll(() => lanes.sent.length, soon).toBe(4)
  await expect.poll(() => lanes.asks, soon).toEqual(['back'])
  expect(lanes.asked.tryLock).toBe(1)
})

test.each([
  ['is asked for among dead letters', true, ['probe']],
  ['is not, where nothing is to be redelivered by itself', false, []],
])('a probe is due and nothing waits: one %s', async (_name, auto, asks) => {
  await using lanes = await startBareLanes(at.url)
  const { id } = await lanes.make({ auto_redeliver: auto })
  await open(id, -1)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.asks.slice(0, 1)).toEqual(asks)
})

test('a subscription that cannot be loaded is left alone until somebody rings again', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  lanes.configure = () => null
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.asked).toMatchObject({ read: 1, tryLock: 1 })
  lanes.configure = null
  lanes.answerAll(200)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
})

test('a test send passes a lane without room, and its answer gives nobody a place', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 1 })
  await publish(tenant, 2)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  await publish(tenant)
  await rows(
    `update outstanding_deliveries set priority = -1
      where delivery_id = (select max(delivery_id::text)::uuid from outstanding_deliveries where subscription_id = $1)`,
    id,
  )
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
  expect(lanes.sent[1]?.members[0]?.priority).toBe(-1)
  lanes.sent[1]?.answer(410)
  await expect.poll(() => rows('select from attempts where subscription_id = $1', id), soon).toHaveLength(1)
  await after(600)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(2)
  expect(lanes.asks).toEqual([])
  lanes.sent[0]?.answer(200)
  await expect.poll(() => lanes.sent.length, soon).toBe(3)
})

test('a hold that another owner stored is kept to, however often the lane is rung', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  await rows(`update lane_states set held_until = now() + interval '1 hour' where subscription_id = $1`, id)
  for (let rung = 0; rung < 3; rung++) await lanes.registry.ring(id)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.sent).toEqual([])
})

test('what a read brings after its process was told to end is left to the next owner', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  let closed: Promise<void> | undefined
  lanes.after.read = () => {
    closed ??= lanes.registry.close()
  }
  await lanes.registry.ring(id)
  await closed
  expect(lanes.sent).toEqual([])
  expect(await rows('select attempt from outstanding_deliveries where subscription_id = $1', id)).toEqual([
    { attempt: 1 },
  ])
})

test('a lane that crashed three workers sends one at a time from its first read on, until a success', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 4 })
  await publish(tenant, 6)
  await rows('update lane_states set crash_count = 3 where subscription_id = $1', id)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  lanes.sent[0]?.answer(200)
  await expect.poll(() => lanes.sent.length, soon).toBe(5)
})

test('what is over its time frees its place, and nothing of it is sent', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ ordering: 'fifo' })
  await publish(tenant, 3)
  await rows(
    `update outstanding_deliveries set expires_at = now() - interval '1 second' where subscription_id = $1 and sequence < 3`,
    id,
  )
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
  expect(lanes.sent[0]?.members[0]?.sequence).toBe('3')
  expect(lanes.asked.tryLock).toBe(1)
})

test('rows that were read for places that are gone meanwhile are left, and their journal is closed', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ concurrency: 4 })
  await publish(tenant)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  await rows('update subscriptions set concurrency = 1 where id = $1', id)
  await publish(tenant, 3)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  lanes.answerAll(200)
  await expect.poll(() => rows('select from attempts where subscription_id = $1', id), soon).toHaveLength(4)
  await expect.poll(() => lanes.recorder.openJournals(), soon).toEqual([])
  expect(lanes.sent).toHaveLength(4)
})

test('the rows of a batch that was cut short by a change of the subscription go out under the new one, once', async () => {
  await using lanes = await startBareLanes(at.url)
  const columns = { mode: 'batch', batch_max_events: 10, batch_max_wait_ms: 60_000 }
  const { tenant, id } = await lanes.make(columns)
  await publish(tenant, 4)
  await lanes.registry.ring(id)
  expect(lanes.sent).toEqual([])
  expect(lanes.recorder.openJournals()).not.toEqual([])
  await rows('update subscriptions set batch_max_events = 2 where id = $1', id)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
  expect(lanes.sent.map((request) => request.members.length)).toEqual([2, 2])
  lanes.answerAll(200)
  await expect.poll(() => lanes.recorder.openJournals(), soon).toEqual([])
  expect(await rows('select from attempts where subscription_id = $1', id)).toHaveLength(4)
})

test('what waits to fill a batch goes out singly when batches are turned off', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make({ mode: 'batch', batch_max_events: 10, batch_max_wait_ms: 60_000 })
  await publish(tenant, 4)
  await lanes.registry.ring(id)
  await rows(`update subscriptions set mode = 'single' where id = $1`, id)
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(4)
  expect(lanes.sent.map((request) => request.batchId)).toEqual([null, null, null, null])
})

test('a batch that waits to fill is given back when its lane may not send for long', async () => {
  await using lanes = await startBareLanes(at.url)
  const columns = { mode: 'batch', batch_max_events: 3, batch_max_wait_ms: 60_000 }
  const { tenant, id } = await lanes.make(columns)
  await publish(tenant, 4)
  await lanes.registry.ring(id)
  expect(lanes.sent.map((request) => request.members.length)).toEqual([3])
  // The receiver asks for an hour.
  lanes.sent[0]?.answer(503, { 'retry-after': '3600' })
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.sent).toHaveLength(1)
})
