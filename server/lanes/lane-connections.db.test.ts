import { expect } from 'vitest'
import { attemptsOf, countOf, makeSubscription, publish, rows, soon, useEngine, waitingOf } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, status } from '../../test/receiver.ts'

useEngine()

const cutLaneConnection = () =>
  rows<{ cut: boolean }>(
    `select pg_terminate_backend(pid) as cut from pg_stat_activity
      where datname = current_database() and application_name = 'postrider lanes'`,
  )

const laneConnection = () =>
  rows(`select from pg_stat_activity where datname = current_database() and application_name = 'postrider lanes'`)

test('the lane connection is cut: lanes are dropped and taken again, nothing is lost', async ({ receiver, tenant }) => {
  const subscriptions: string[] = []
  for (let n = 0; n < 10; n++) subscriptions.push(await makeSubscription(tenant.id, receiver.url, { concurrency: 2 }))
  receiver.answer = (_request, response) => {
    setTimeout(() => response.end(), 10)
  }
  await publish(tenant.publicId, 60)
  await expect.poll(() => receiver.requests.length, soon).toBeGreaterThan(60)
  expect(await cutLaneConnection()).toEqual([{ cut: true }])
  for (const subscription of subscriptions) await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(60)
  // Requests that were under way were recorded by the process that sent them: nothing went twice.
  const received = receiver.requests.map((request) => request.headers['x-pt-delivery-id'])
  expect(received).toHaveLength(600)
  expect(new Set(received).size).toBe(600)
}, 40_000)

test('requests that outlive their lane are neither repeated nor forgotten, and their successor keeps to the concurrency', async ({
  receiver,
  tenant,
}) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 2 })
  await publish(tenant.publicId, 4)
  await expect.poll(() => held.waiting.length, soon).toBe(2)
  await cutLaneConnection()
  await expect.poll(laneConnection, soon).toHaveLength(1)
  // Somebody rings, and the lane is taken again while the former one's requests are still under way.
  await publish(tenant.publicId)
  const locks = () => rows(`select from pg_locks where locktype = 'advisory' and classid = 256 and granted`)
  await expect.poll(locks, soon).not.toEqual([])
  expect(receiver.requests).toHaveLength(2)
  receiver.answer = status(200)
  held.release(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
  expect(await attemptsOf(subscription)).toHaveLength(5)
  expect(receiver.requests).toHaveLength(5)
  expect(await waitingOf(subscription)).toBe(0)
})

test('a worker whose lane connection failed twelve times in a row still delivers', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  for (let n = 0; n < 12; n++) {
    await expect.poll(laneConnection, soon).toHaveLength(1)
    await cutLaneConnection()
  }
  await publish(tenant.publicId, 5)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
}, 40_000)
