import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import {
  countOf,
  makeSubscription,
  makeTenant,
  publish,
  rows,
  soon,
  startTestWorker,
  useEngineGround,
} from '../../test/engine.ts'
import { startReceiver } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'

const at = useDatabase({ poolSize: 20 })
useEngineGround()

const sendersOf = (tenantId: string): Promise<{ subscription_id: string; worker_id: string; n: number }[]> =>
  rows(
    'select subscription_id, worker_id, count(*)::int as n from attempts where tenant_id = $1 group by 1, 2',
    tenantId,
  )

test('each lane sends from one worker at a time while lanes move between two, and every event arrives exactly once', async () => {
  await using receiver = await startReceiver()
  const underWay = new Map<string, number>()
  let most = 0
  receiver.answer = (request, response) => {
    const now = (underWay.get(request.path) ?? 0) + 1
    underWay.set(request.path, now)
    most = Math.max(most, now)
    setTimeout(() => {
      underWay.set(request.path, now - 1)
      response.end()
    }, 20)
  }
  const tenant = await makeTenant()
  const lanes = 20
  for (let n = 0; n < lanes; n++) await makeSubscription(tenant.id, `${receiver.url}/${n}`, { concurrency: 1 })
  await using _one = await startTestWorker(at.url)
  await using _other = await startTestWorker(at.url)
  let published = 0
  const workers = async () => new Set((await sendersOf(tenant.id)).map((sender) => sender.worker_id)).size
  // Whoever fetches first may take every doorbell: lanes that stay hot are shared out, so work is kept waiting until both send.
  const until = Date.now() + 30_000
  while (published < 100 || ((await workers()) < 2 && Date.now() < until)) {
    if (receiver.requests.length > (published - 50) * lanes) {
      await publish(tenant.publicId, 50)
      published += 50
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(await workers()).toBe(2)
  await expect
    .poll(() => rows('select from outstanding_deliveries where tenant_id = $1 limit 1', tenant.id), {
      ...soon,
      timeout: 40_000,
    })
    .toEqual([])
  const received = receiver.requests.map((request) => request.headers['x-pt-delivery-id'])
  expect(received).toHaveLength(published * lanes)
  expect(new Set(received).size).toBe(published * lanes)
  // Two owners of one lane would send side by side what may only follow each other.
  expect(most).toBe(1)
}, 90_000)

test('hot lanes spread to a worker that starts under load', async () => {
  await using receiver = await startReceiver()
  receiver.answer = (_request, response) => {
    setTimeout(() => response.end(), 100)
  }
  const tenant = await makeTenant()
  const subscriptions: string[] = []
  for (let n = 0; n < 12; n++) subscriptions.push(await makeSubscription(tenant.id, receiver.url, { concurrency: 1 }))
  await using _first = await startTestWorker(at.url)
  await publish(tenant.publicId, 400)
  await expect.poll(() => receiver.requests.length, soon).toBeGreaterThan(24)
  const [former] = await sendersOf(tenant.id)
  await using _second = await startTestWorker(at.url)
  const takenOver = async (): Promise<number> =>
    new Set(
      (await sendersOf(tenant.id))
        .filter((sender) => sender.worker_id !== former?.worker_id)
        .map((sender) => sender.subscription_id),
    ).size
  await expect.poll(takenOver, soon).toBeGreaterThanOrEqual(4)
  for (const id of subscriptions) await deleteSubscription(systemActor, { id: toId('subscription', id) })
  await expect
    .poll(() => rows('select from outstanding_deliveries where tenant_id = $1 limit 1', tenant.id), soon)
    .toEqual([])
  const received = receiver.requests.map((request) => request.headers['x-pt-delivery-id'])
  expect(new Set(received).size).toBe(received.length)
}, 60_000)

test('a worker that stops hands its lanes over with nothing sent twice', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 2 })
  receiver.answer = (_request, response) => {
    setTimeout(() => response.end(), 20)
  }
  const leaving = await startTestWorker(at.url)
  await publish(tenant.publicId, 200)
  await expect.poll(() => receiver.requests.length, soon).toBeGreaterThan(20)
  await leaving.stop()
  const before = receiver.requests.length
  expect(before).toBeLessThan(200)
  await using _taking = await startTestWorker(at.url)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(200)
  expect(receiver.requests).toHaveLength(200)
})
