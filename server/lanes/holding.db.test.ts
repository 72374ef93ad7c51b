import { expect } from 'vitest'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  makeTenant,
  publish,
  publishTo,
  rows,
  soon,
  useEngine,
  waitingOf,
} from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { cancelDelivery } from '../delivery/cancel-delivery.ts'
import { sendTestEvent } from '../events/send-test-event.ts'
import { systemActor } from '../platform/actor.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'
import { pauseSubscription } from '../subscriptions/pause-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'

useEngine()

const named = (subscription: string) => ({ id: toId('subscription', subscription) })

/** Resolves when something published later has arrived elsewhere and every worker has looked round once more. */
async function otherThingsHappened(): Promise<void> {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  const [before] = await rows<{ at: string }>('select now()::text as at')
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  await expect.poll(() => rows('select from workers where seen_at <= $1', before?.at), soon).toEqual([])
}

test('pausing holds what is published and resuming sends it, in order of age', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  const before = await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  await pauseSubscription(systemActor, named(subscription))
  const held: string[] = []
  for (let n = 0; n < 5; n++) held.push(...(await publish(tenant.publicId)))
  await otherThingsHappened()
  expect(receiver.requests).toHaveLength(1)
  await resumeSubscription(systemActor, named(subscription))
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(6)
  const arrived = receiver.requests.map((request) => request.headers['x-pt-event-id'])
  expect(arrived).toEqual([...before, ...held])
})

test('pausing between two attempts holds the retry', async ({ receiver, tenant }) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  await pauseSubscription(systemActor, named(subscription))
  const seen = receiver.requests.length
  await expect
    .poll(
      () => rows('select from outstanding_deliveries where subscription_id = $1 and due_at < now()', subscription),
      soon,
    )
    .toHaveLength(1)
  await otherThingsHappened()
  expect(receiver.requests).toHaveLength(seen)
  receiver.answer = status(200)
  await resumeSubscription(systemActor, named(subscription))
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
})

test('deleting stops at once and cancels what waits; what is under way may still succeed', async ({
  receiver,
  tenant,
}) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  await publish(tenant.publicId, 10)
  await expect.poll(() => held.waiting.length, soon).toBe(1)
  await deleteSubscription(systemActor, named(subscription))
  held.release(200)
  await expect.poll(() => countOf(subscription, 'cancelled'), soon).toBe(9)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(await waitingOf(subscription)).toBe(0)
  expect(receiver.requests).toHaveLength(1)
  expect(await rows('select from deliveries where subscription_id = $1 and open_runs <> 0', subscription)).toEqual([])
})

test('what is cancelled during an attempt that fails does not come back to life', async ({ receiver, tenant }) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => held.waiting.length, soon).toBe(1)
  const id = toId('delivery', delivery)
  expect(await cancelDelivery(systemActor, { id })).toMatchObject({ status: 'cancelled' })
  held.release(500)
  await expect.poll(() => attemptsOf(subscription), soon).toHaveLength(1)
  await otherThingsHappened()
  expect(await deliveriesOf(subscription)).toMatchObject([{ status: 'cancelled', attempts: 1, open_runs: 0 }])
  expect(await waitingOf(subscription)).toBe(0)
  expect(await rows('select from dead_letters where subscription_id = $1', subscription)).toEqual([])
  await expect(cancelDelivery(systemActor, { id })).rejects.toMatchObject({ code: 'conflict' })
})

test('a late 2xx after a cancel counts as succeeded', async ({ receiver, tenant }) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => held.waiting.length, soon).toBe(1)
  await cancelDelivery(systemActor, { id: toId('delivery', delivery) })
  held.release(204)
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'succeeded', last_code: 204, cancel_reason: null }])
})

test.each([
  ['a paused subscription', { status: 'paused' }],
  ['a disabled subscription', { status: 'disabled' }],
])('a test send passes %s', async (_name, columns) => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url, columns)
  await publish(tenant.publicId)
  const sent = await sendTestEvent(systemActor, { ...named(subscription), type: 'tag.added' })
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  expect(receiver.requests[0]?.headers['x-pt-event-id']).toBe(sent.event)
  expect(JSON.parse(String(receiver.requests[0]?.body))).toMatchObject({ test: true, type: 'tag.added' })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
})

test('a test send passes an open circuit and a blocked fifo head, is tried once and is no dead letter', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const blocked = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo', retry_schedule: [3600] })
  const open = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(blocked, 'retrying'), soon).toBe(1)
  await rows(
    `update lane_states set circuit = 'open', next_probe_at = now() + interval '1 hour' where subscription_id = $1`,
    open,
  )
  for (const subscription of [blocked, open]) {
    const { delivery } = await sendTestEvent(systemActor, named(subscription))
    const id = delivery
    await expect
      .poll(async () => (await deliveriesOf(subscription)).find((row) => toId('delivery', row.id) === id), soon)
      .toMatchObject({ status: 'failed', attempts: 1, open_runs: 0 })
  }
  expect(await rows('select from dead_letters where tenant_id = $1', tenant.id)).toEqual([])
})
