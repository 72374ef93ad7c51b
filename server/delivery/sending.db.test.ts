import { describe, expect } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { makeSubscription, publish, publishTo, rows, soon, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, status } from '../../test/receiver.ts'
import { insertDelivery, insertEvent, insertSubscription } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { newUuid } from '../platform/uuid.ts'
import { cancelDelivery } from './cancel-delivery.ts'
import { getDelivery } from './get-delivery.ts'
import { listDeliveries } from './list-deliveries.ts'
import { findSending } from './sending-store.ts'

useEngine({ scheduleSeconds: [60] })

describe('a delivery on its way', () => {
  test('is being sent until the receiver answers, in the list and by itself', async ({ receiver, tenant }) => {
    const held = holding()
    receiver.answer = held.answer
    const actor = actorOf({ tenantId: tenant.id })
    const subscription = await makeSubscription(tenant.id, receiver.url)
    const { delivery } = await publishTo(tenant.publicId, subscription)
    await expect.poll(() => held.waiting.length, soon).toBe(1)
    const underWay = await getDelivery(actor, { id: toId('delivery', delivery) })
    expect(underWay).toMatchObject({ status: 'pending', attempt_count: 0, sending_since: expect.any(String) })
    expect(Math.abs(Date.parse(underWay.sending_since as string) - Number(receiver.requests[0]?.at))).toBeLessThan(
      5_000,
    )
    expect((await listDeliveries(actor, { limit: 5 })).data).toMatchObject([{ sending_since: underWay.sending_since }])

    held.release(500)
    const now = () => getDelivery(actor, { id: toId('delivery', delivery) })
    await expect.poll(now, soon).toMatchObject({ status: 'retrying', sending_since: null })
  })

  test('is done while the others of the same read still wait for their answers', async ({ receiver, tenant }) => {
    const held = holding()
    receiver.answer = (request, response) =>
      receiver.requests.length === 1 ? status(200)(request, response) : held.answer(request, response)
    await makeSubscription(tenant.id, receiver.url)
    await publish(tenant.publicId, 3)
    const states = async () => {
      const { data } = await listDeliveries(actorOf({ tenantId: tenant.id }), { limit: 5 })
      return data.map((row) => [row.status, row.sending_since !== null].join()).toSorted()
    }
    await expect.poll(states, soon).toEqual(['pending,true', 'pending,true', 'succeeded,false'])
    held.release(200)
    await expect.poll(states, soon).toEqual(['succeeded,false', 'succeeded,false', 'succeeded,false'])
  })
})

describe('a delivery that waits', () => {
  test('says what holds it, and nothing once it is over', async ({ receiver, tenant }) => {
    receiver.answer = status(503)
    const actor = actorOf({ tenantId: tenant.id })
    const subscription = await makeSubscription(tenant.id, receiver.url)
    const { delivery } = await publishTo(tenant.publicId, subscription)
    const now = () => getDelivery(actor, { id: toId('delivery', delivery) })
    await expect.poll(now, soon).toMatchObject({ status: 'retrying', held_by: null })
    const hold = async (status: string, circuit: string, wait: string) => {
      await rows('update subscriptions set status = $2 where id = $1', subscription, status)
      await rows(
        'update lane_states set circuit = $2, held_until = now() + $3::interval where subscription_id = $1',
        subscription,
        circuit,
        wait,
      )
      const { data } = await listDeliveries(actor, { limit: 5 })
      return data.map((row) => row.held_by)
    }
    expect(await hold('active', 'closed', '1 hour')).toEqual(['retry_after'])
    expect(await hold('active', 'open', '-1 hour')).toEqual(['circuit_open'])
    expect(await hold('disabled', 'open', '-1 hour')).toEqual(['disabled'])
    expect(await hold('paused', 'open', '-1 hour')).toEqual(['paused'])
    await cancelDelivery(actor, { id: toId('delivery', delivery) })
    expect(await now()).toMatchObject({ status: 'cancelled', held_by: null })
  })
})

describe('what a worker wrote down', () => {
  const worker = async (seen: string) => {
    const id = newUuid()
    await rows(
      `insert into workers (id, host, pid, seen_at) values ($1, 'elsewhere', 1, now() + $2::interval)`,
      id,
      seen,
    )
    return id
  }
  /** One read of these deliveries (uuids), each its first attempt, begun `startedAgo` (an interval) before now. */
  const read = (by: string, deliveries: string[], startedAgo = '1 second') =>
    rows(
      `insert into in_flight_batches (id, worker_id, delivery_ids, runs, attempts, started_at)
       values ($1, $2, $3, $4, $4, now() - $5::interval)`,
      newUuid(),
      by,
      deliveries,
      deliveries.map(() => 1),
      startedAgo,
    )
  /** Of a paused subscription: the worker of this file keeps away from it. */
  const deliver = async (tenantId: string, kind: 'pending' | 'failed' | 'succeeded' = 'pending') => {
    const subscriptionId = await insertSubscription({ tenantId })
    await rows(`update subscriptions set status = 'paused' where id = $1`, subscriptionId)
    return insertDelivery({ tenantId, subscriptionId, eventId: await insertEvent({ tenantId }), status: kind })
  }
  const sending = async (...ids: string[]) => [...(await findSending(ids)).keys()]
  const alive = () => worker('1 minute')

  test('says nothing of a dead letter, of what arrived, and of what is at its next attempt', async ({ tenant }) => {
    const pending = await deliver(tenant.id)
    const others = [await deliver(tenant.id, 'failed'), await deliver(tenant.id, 'succeeded'), await deliver(tenant.id)]
    await rows('update outstanding_deliveries set attempt = 2 where delivery_id = $1', others[2])
    await read(await alive(), [pending, ...others])
    expect(await sending(pending, ...others)).toEqual([pending])
  })

  test('says nothing of a probe that has been recorded, though its attempt is still to be made', async ({ tenant }) => {
    const delivery = await deliver(tenant.id)
    await read(await alive(), [delivery])
    await rows(`update deliveries set last_attempt_at = now() - interval '1 minute' where id = $1`, delivery)
    expect(await sending(delivery)).toEqual([delivery])
    await rows('update deliveries set last_attempt_at = now() where id = $1', delivery)
    expect(await sending(delivery)).toEqual([])
  })

  test('is void when nobody has seen the worker for seconds', async ({ tenant }) => {
    const delivery = await deliver(tenant.id)
    await read(await worker('-6 seconds'), [delivery])
    await read(newUuid(), [delivery])
    expect(await sending(delivery)).toEqual([])
  })

  test('is no request yet while the batch may still fill up', async ({ tenant }) => {
    const [filling, full] = [await deliver(tenant.id), await deliver(tenant.id)]
    await rows(
      `update subscriptions s set mode = 'batch', batch_max_wait_ms = 20000
         from deliveries d where s.id = d.subscription_id and d.id = any($1)`,
      [filling, full],
    )
    const by = await alive()
    await read(by, [filling], '10 seconds')
    await read(by, [full], '30 seconds')
    expect(await sending(filling, full)).toEqual([full])
  })
})
