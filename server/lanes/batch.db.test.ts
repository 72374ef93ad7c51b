import { expect } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import {
  attemptsOf,
  countOf,
  makeSubscription,
  publish,
  soon,
  testSecret,
  useEngine,
  waitingOf,
} from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { type ReceivedRequest, status } from '../../test/receiver.ts'
import { insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { listDeliveries } from '../delivery/list-deliveries.ts'
import { sendTestEvent } from '../events/send-test-event.ts'
import { systemActor } from '../platform/actor.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'
import { pauseSubscription } from '../subscriptions/pause-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { updateSubscription } from '../subscriptions/update-subscription.ts'

useEngine({ scheduleSeconds: [0.3, 0.3] })

const batches = (maxEvents: number, maxWaitMs: number) => ({
  mode: 'batch',
  batch_max_events: maxEvents,
  batch_max_wait_ms: maxWaitMs,
})
const bodyOf = (request: ReceivedRequest | undefined): { batch_id: string; events: { id: string }[] } =>
  JSON.parse(String(request?.body))
const idsOf = (request: ReceivedRequest | undefined): string[] => bodyOf(request).events.map((event) => event.id)

test('a full batch goes at once, the rest after the longest wait, with one signature over the whole body', async ({
  receiver,
  tenant,
}) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(5, 400))
  const startedAt = Date.now()
  const ids = await publish(tenant.publicId, 12)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(12)
  expect(receiver.requests.map((request) => idsOf(request).length)).toEqual([5, 5, 2])
  expect(receiver.requests.flatMap(idsOf).toSorted()).toEqual(ids.toSorted())
  expect(receiver.requests[2]?.at).toBeGreaterThanOrEqual(startedAt + 400)
  for (const request of receiver.requests) {
    const now = Math.floor(request.at / 1000)
    const verdict = verifySignature({ headers: request.headers, body: request.body, secrets: [testSecret], now })
    expect(verdict).toMatchObject({ ok: true })
    expect(request.headers['webhook-id']).toBe(bodyOf(request).batch_id)
    expect(request.headers['x-pt-batch-size']).toBe(String(idsOf(request).length))
  }
})

test('a test goes at once, as a batch of its own', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(5, 60_000))
  const { event } = await sendTestEvent(systemActor, { id: toId('subscription', subscription), type: 'memory.created' })
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  expect(bodyOf(receiver.requests[0])).toMatchObject({
    batch_id: expect.any(String),
    events: [{ id: event, test: true }],
  })
  expect(receiver.requests[0]?.headers['x-pt-batch-size']).toBe('1')
})

test('the log of each delivery says in which batch it went', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(3, 100))
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
  const attempts = await attemptsOf(subscription)
  expect(attempts.map((attempt) => toId('batch', attempt.batch_id as string))).toEqual(
    Array(3).fill(bodyOf(receiver.requests[0]).batch_id),
  )
  // By the id that the receiver saw they are found, and by nobody else's.
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(6)
  const batch = bodyOf(receiver.requests[0]).batch_id
  for (const status of [undefined, 'succeeded', 'waiting', 'failed'] as const) {
    const { data } = await listDeliveries(systemActor, { limit: 50, batch, status })
    const found = status === undefined || status === 'succeeded' ? idsOf(receiver.requests[0]).toSorted() : []
    expect(data.map(({ event }) => event).toSorted()).toEqual(found)
  }
  const stranger = actorOf({ tenantId: await insertTenant() })
  await expect(listDeliveries(stranger, { limit: 50, batch })).rejects.toMatchObject({ code: 'not_found' })
})

test('a batch that failed keeps its id and its members, and takes no new ones', async ({ receiver, tenant }) => {
  const failed = new Set<string>()
  receiver.answer = (request, response) => {
    const id = bodyOf(request).batch_id
    status(failed.has(id) ? 200 : 500)(request, response)
    failed.add(id)
  }
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(4, 100))
  await publish(tenant.publicId, 6)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(6)
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(9)
  const sent = Map.groupBy(receiver.requests, (request) => bodyOf(request).batch_id)
  for (const [id, requests] of sent) {
    expect(requests).toHaveLength(2)
    expect(requests[1]?.body).toEqual(requests[0]?.body)
    expect(requests[1]?.headers['webhook-id']).toBe(id)
    expect(requests[1]?.headers['x-pt-attempt']).toBe('2')
  }
  const members = [...sent.values()].map(([request]) => idsOf(request))
  expect(members.map((ids) => ids.length)).toEqual([4, 2, 3])
  expect(new Set(members.flat()).size).toBe(9)
})

test('batches of a fifo subscription keep the order of their numbers', async ({ receiver, tenant }) => {
  let requests = 0
  receiver.answer = (request, response) => status(++requests === 2 ? 500 : 200)(request, response)
  const subscription = await makeSubscription(tenant.id, receiver.url, { ...batches(4, 100), ordering: 'fifo' })
  const ids = await publish(tenant.publicId, 14)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(14)
  const arrived = receiver.requests.filter((_request, index) => index !== 1).flatMap(idsOf)
  expect(arrived).toEqual(ids)
})

test('a window that waits is given up by a pause and filled anew after it', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(100, 60_000))
  const named = { id: toId('subscription', subscription) }
  await publish(tenant.publicId, 3)
  await pauseSubscription(systemActor, named)
  await updateSubscription(systemActor, {
    ...named,
    delivery: { mode: 'batch', max_events: 3, max_wait_ms: 60_000, order: 'none' },
  })
  await resumeSubscription(systemActor, named)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
  expect(receiver.requests.map((request) => idsOf(request).length)).toEqual([3])
})

test('a window of a deleted subscription is cancelled', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, batches(3, 60_000))
  await publish(tenant.publicId, 2)
  await deleteSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(() => countOf(subscription, 'cancelled'), soon).toBe(2)
  expect(await waitingOf(subscription)).toBe(0)
  expect(receiver.requests).toEqual([])
})
