import { expect } from 'vitest'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  makeTenant,
  publish,
  rows,
  soon,
  useEngine,
  waitingOf,
} from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, type Receiver, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { updateSubscription } from '../subscriptions/update-subscription.ts'

useEngine()

const statusOf = async (subscription: string): Promise<string | undefined> =>
  (await rows<{ status: string }>('select status from subscriptions where id = $1', subscription))[0]?.status

const firstGapMs = ({ requests }: Receiver): number => (requests[1]?.at ?? 0) - (requests[0]?.at ?? 0)

test('410 disables the subscription; its backlog is held until it is resumed', async ({ receiver, tenant }) => {
  receiver.answer = status(410)
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  await publish(tenant.publicId, 5)
  await expect.poll(() => statusOf(subscription), soon).toBe('disabled')
  const seen = receiver.requests.length
  expect(await publish(tenant.publicId, 3)).toHaveLength(3)
  expect(await deliveriesOf(subscription)).toHaveLength(5)
  expect(await waitingOf(subscription)).toBe(5)
  const alerts = await rows<{ kind: string }>('select kind from alerts where subscription_id = $1', subscription)
  expect(alerts).toEqual([{ kind: 'subscription_disabled' }])
  receiver.answer = status(200)
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
  expect(receiver.requests.length).toBeGreaterThan(seen)
})

test('a late 410 from the old URL does not disable the new one, which gets the delivery', async ({ tenant }) => {
  await using former = await startReceiver()
  await using present = await startReceiver()
  const held = holding()
  former.answer = held.answer
  const subscription = await makeSubscription(tenant.id, former.url)
  const [event] = await publish(tenant.publicId)
  await expect.poll(() => held.waiting.length, soon).toBe(1)
  await updateSubscription(systemActor, { id: toId('subscription', subscription), url: present.url })
  held.release(410)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(await statusOf(subscription)).toBe('active')
  expect(former.requests).toHaveLength(1)
  expect(present.requests.map((request) => request.headers['x-pt-event-id'])).toEqual([event])
  expect((await attemptsOf(subscription)).map((attempt) => attempt.url)).toEqual([former.url, present.url])
})

test.each([429, 503])('Retry-After on %i holds the whole lane', async (code) => {
  await using receiver = await startReceiver()
  receiver.answer = status(code, { 'retry-after': '2' })
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  receiver.answer = status(200)
  await publish(tenant.publicId, 5)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(6)
  expect(firstGapMs(receiver)).toBeGreaterThanOrEqual(1_950)
})

test('a hold that is longer than a lane waits for ends all the same', async ({ receiver, tenant }) => {
  receiver.answer = status(503, { 'retry-after': '6' })
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  receiver.answer = status(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(firstGapMs(receiver)).toBeGreaterThanOrEqual(5_950)
})

test('Retry-After on 500 delays that delivery and nothing else', async ({ receiver, tenant }) => {
  receiver.answer = status(500, { 'retry-after': '3600' })
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  receiver.answer = status(200)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  const [wait] = await rows<{ hours: number }>(
    'select round(extract(epoch from due_at - now()) / 3600)::int as hours from outstanding_deliveries where subscription_id = $1',
    subscription,
  )
  expect(wait?.hours).toBe(1)
})

test('a redirect is refused and never followed', async ({ receiver, tenant }) => {
  receiver.answer = status(302, { location: '/elsewhere' })
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  await publish(tenant.publicId)
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'failed', last_code: 302, last_error: 'redirect_refused' }])
  expect(receiver.requests.map((request) => request.path)).toEqual(['/hook'])
})

test('resuming probes an open circuit at once, though its owner would wait for the next probe', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1, 1, 1] })
  await publish(tenant.publicId, 20)
  const circuit = () => rows('select circuit from lane_states where subscription_id = $1', subscription)
  await expect.poll(circuit, soon).toEqual([{ circuit: 'open' }])
  receiver.answer = status(200)
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  // The first probe comes five seconds after the circuit opened.
  await expect.poll(() => countOf(subscription, 'succeeded'), { interval: 20, timeout: 3_500 }).toBe(20)
  expect(await circuit()).toEqual([{ circuit: 'closed' }])
})

test('resuming an open circuit does not wait for a retry that is due in an hour', async ({ receiver, tenant }) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [3600, 3600] })
  await publish(tenant.publicId, 20)
  const circuit = () => rows('select circuit from lane_states where subscription_id = $1', subscription)
  await expect.poll(circuit, soon).toEqual([{ circuit: 'open' }])
  receiver.answer = status(200)
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(circuit, soon).toEqual([{ circuit: 'closed' }])
  expect(await countOf(subscription, 'succeeded')).toBe(1)
})

test('resuming after an outage brings back what died in it, and uses up no attempt while it lasts', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1], auto_redeliver: true })
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBeGreaterThan(0)
  await publish(tenant.publicId, 3)
  const used = async () =>
    (await deliveriesOf(subscription)).reduce((sum, delivery) => sum + Number(delivery.attempts), 0)
  // What is under way when the circuit opens is still an attempt.
  await expect
    .poll(() => rows('select circuit from lane_states where subscription_id = $1', subscription), soon)
    .toEqual([{ circuit: 'open' }])
  await expect.poll(async () => (await attemptsOf(subscription)).length, soon).toBe(receiver.requests.length)
  const before = await used()
  const seen = receiver.requests.length
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(() => receiver.requests.length, soon).toBeGreaterThan(seen)
  expect(await used()).toBe(before)
  receiver.answer = status(200)
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(6)
})

test('an edit of headers and secrets holds for the very next attempt, also of what is being retried', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1] })
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  receiver.answer = status(200)
  const id = toId('subscription', subscription)
  await updateSubscription(systemActor, { id, headers: { 'x-edited': 'yes' } })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(receiver.requests.map((request) => request.headers['x-edited'])).toEqual([undefined, 'yes'])
})
