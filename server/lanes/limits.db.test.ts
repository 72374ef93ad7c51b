import { expect } from 'vitest'
import { countOf, makeSubscription, makeTenant, publish, rows, soon, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { ringLanes } from '../jobs/doorbell.ts'

useEngine()

test('a rate limit holds to 5 % over ten seconds', async ({ receiver, tenant }) => {
  const perSecond = 40
  await makeSubscription(tenant.id, receiver.url, { rate_per_second: perSecond })
  await publish(tenant.publicId, perSecond * 12)
  await expect.poll(() => receiver.requests.length, { ...soon, timeout: 30_000 }).toBe(perSecond * 12)
  const times = receiver.requests.map((request) => request.at)
  const within = times.map((start, index) => times.slice(index).filter((time) => time < start + 10_000).length)
  expect(Math.max(...within)).toBeLessThanOrEqual(perSecond * 10 * 1.05)
  const tookSeconds = ((times.at(-1) as number) - (times[0] as number)) / 1000
  expect(tookSeconds).toBeLessThan(12 * 1.05)
}, 40_000)

test('replays that take long leave a place to live events, and go on when they have ended', async ({
  receiver,
  tenant,
}) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 4 })
  await rows(`update subscriptions set status = 'paused' where id = $1`, subscription)
  await publish(tenant.publicId, 10)
  await rows('update outstanding_deliveries set priority = 1 where subscription_id = $1', subscription)
  await rows(`update subscriptions set status = 'active' where id = $1`, subscription)
  await ringLanes([subscription])
  await expect.poll(() => held.waiting.length, soon).toBe(3)
  await publish(tenant.publicId, 1)
  await expect.poll(() => held.waiting.length, soon).toBe(4)
  const newest = receiver.requests.at(-1)?.headers['x-pt-delivery-id']
  const [live] = await rows<{ id: string }>(
    'select id from deliveries where subscription_id = $1 order by id desc limit 1',
    subscription,
  )
  expect(newest).toBe(toId('delivery', live?.id as string))
  const answered = setInterval(() => held.release(200), 50)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(11)
  clearInterval(answered)
  expect(receiver.requests).toHaveLength(11)
})

test('never more requests than the concurrency run at once, and no fewer when there is enough to send', async ({
  receiver,
  tenant,
}) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 3 })
  await publish(tenant.publicId, 10)
  for (let sent = 3; sent <= 9; sent += 3) {
    await expect.poll(() => receiver.requests.length, soon).toBe(sent)
    expect(held.waiting).toHaveLength(3)
    held.release(200)
  }
  await expect.poll(() => receiver.requests.length, soon).toBe(10)
  held.release(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(10)
})

test('a lane that waits for a hanging receiver costs no processor time', async ({ receiver, tenant }) => {
  const held = holding()
  receiver.answer = held.answer
  for (let n = 0; n < 200; n++) await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  await publish(tenant.publicId, 2)
  await expect.poll(() => held.waiting.length, soon).toBe(200)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await expect.poll(() => performance.now() - startedAt, { timeout: 5_000, interval: 200 }).toBeGreaterThan(2_000)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(600)
  held.release(200)
  await expect.poll(() => held.waiting.length, soon).toBe(200)
  held.release(200)
})

test('a lane without room that is rung goes on with what waits as soon as one request is answered', async ({
  receiver,
  tenant,
}) => {
  const held = holding()
  const first = receiver.answer
  receiver.answer = (request, response) =>
    receiver.requests.length === 1 ? setTimeout(() => first(request, response), 2_500) : held.answer(request, response)
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 2 })
  await publish(tenant.publicId, 5)
  await expect.poll(() => receiver.requests.length, soon).toBe(2)
  // Later than a lane without room looks at its subscription again.
  await new Promise((resolve) => setTimeout(resolve, 700))
  await publish(tenant.publicId, 1)
  // The first request is answered, the second is not: one place is free.
  await expect.poll(() => receiver.requests.length, { timeout: 6_000, interval: 20 }).toBe(3)
  const answering = setInterval(() => held.release(200), 20)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(6)
  clearInterval(answering)
})

test('receivers that hang delay nobody else, however many requests they keep', async ({ tenant }) => {
  await using hanging = await startReceiver()
  await using healthy = await startReceiver()
  const held = holding()
  hanging.answer = held.answer
  for (let n = 0; n < 40; n++) await makeSubscription(tenant.id, hanging.url, { concurrency: 10 })
  await publish(tenant.publicId, 10)
  await expect.poll(() => held.waiting.length, soon).toBe(400)
  const other = await makeTenant()
  // The same machine, another path: what is shared by origin would wait too.
  const beside = await makeSubscription(other.id, `${hanging.url}/beside`)
  await makeSubscription(other.id, healthy.url)
  hanging.answer = status(200)
  await publish(other.publicId, 20)
  await expect.poll(() => healthy.requests.length, soon).toBe(20)
  await expect.poll(() => countOf(beside, 'succeeded'), soon).toBe(20)
  expect(held.waiting).toHaveLength(400)
  held.release(200)
}, 40_000)
