import { expect } from 'vitest'
import { countOf, deliveriesOf, makeSubscription, publish, rows, soon, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { type Receiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { redeliverDelivery } from '../delivery/redeliver-delivery.ts'
import { systemActor } from '../platform/actor.ts'

useEngine({ scheduleSeconds: [0.1, 0.1, 0.1] })

const sequences = ({ requests }: Receiver): number[] =>
  requests.map((request) => Number(request.headers['x-pt-sequence']))
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)

/** Repeated numbers counted once. */
const inOrderSeen = (numbers: number[]): number[] => numbers.filter((number, index) => number !== numbers[index - 1])

test('deliveries go out one at a time in the order of their numbers, which have no gaps', async ({
  receiver,
  tenant,
}) => {
  let underWay = 0
  let most = 0
  receiver.answer = (_request, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    setImmediate(() => {
      underWay -= 1
      response.end()
    })
  }
  const subscription = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo' })
  await Promise.all(Array.from({ length: 100 }, () => publish(tenant.publicId)))
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(100)
  expect(sequences(receiver)).toEqual(upTo(100))
  expect(most).toBe(1)
})

test('the head blocks while it is retried: the order stays strict over failures', async ({ receiver, tenant }) => {
  const failures = new Map<string, number>()
  receiver.answer = (request, response) => {
    const sequence = request.headers['x-pt-sequence'] as string
    const failed = failures.get(sequence) ?? 0
    failures.set(sequence, failed + 1)
    // Every fifth fails twice.
    status(Number(sequence) % 5 === 0 && failed < 2 ? 500 : 200)(request, response)
  }
  const subscription = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo' })
  await publish(tenant.publicId, 20)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(20)
  expect(receiver.requests).toHaveLength(28)
  expect(inOrderSeen(sequences(receiver))).toEqual(upTo(20))
})

test('a head that became a dead letter unblocks the others; redelivered, it passes them without its number', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = (request, response) =>
    status(request.headers['x-pt-sequence'] === '2' ? 400 : 200)(request, response)
  const subscription = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo' })
  const ids = await publish(tenant.publicId, 4)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
  expect(inOrderSeen(sequences(receiver))).toEqual(upTo(4))
  const dead = await rows<{ delivery_id: string; cause: string }>(
    'select delivery_id, cause from dead_letters where subscription_id = $1',
    subscription,
  )
  expect(dead).toMatchObject([{ cause: 'exhausted' }])
  await redeliverDelivery(systemActor, { id: toId('delivery', dead[0]?.delivery_id as string) })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(4)
  const last = receiver.requests.at(-1)
  expect(last?.headers['x-pt-event-id']).toBe(ids[1])
  expect(last?.headers).not.toHaveProperty('x-pt-sequence')
})

test('a number is kept for good: what comes later goes on from it', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url, { ordering: 'fifo' })
  await publish(tenant.publicId, 3)
  await publish(tenant.publicId, 2)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(5)
  expect((await deliveriesOf(subscription)).map((row) => Number(row.sequence)).toSorted((a, b) => a - b)).toEqual(
    upTo(5),
  )
})
