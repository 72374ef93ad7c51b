import { expect } from 'vitest'
import { countOf, deliveriesOf, makeSubscription, publish, rows, soon, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { holding, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { ringLanes } from '../jobs/doorbell.ts'
import { systemActor } from '../platform/actor.ts'
import { pauseSubscription } from '../subscriptions/pause-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { updateSubscription } from '../subscriptions/update-subscription.ts'
import { defaultCircuitLimits } from './circuit-breaker.ts'

useEngine({ circuitLimits: { ...defaultCircuitLimits, firstPauseMs: 400, longestPauseMs: 800 } })

/** As if everything of this subscription, its hold included, had happened so much earlier. */
async function letTimePass(subscription: string, span: string): Promise<void> {
  await rows(
    `update outstanding_deliveries set expires_at = expires_at - $2::interval, due_at = due_at - $2::interval
      where subscription_id = $1`,
    subscription,
    span,
  )
  await rows(
    'update lane_states set held_since = held_since - $2::interval where subscription_id = $1',
    subscription,
    span,
  )
}

test('what could not be delivered within three days becomes a dead letter that says so', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [3600, 3600] })
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  await letTimePass(subscription, '4 days')
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'failed', attempts: 1, open_runs: 0 }])
  expect(await rows('select cause, absent from dead_letters where subscription_id = $1', subscription)).toEqual([
    { cause: 'expired', absent: false },
  ])
  expect(receiver.requests).toHaveLength(1)
})

test('a retry that was announced is made, although the schedule became shorter meanwhile, and is the last', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const retry_schedule = [1, 1, 3600]
  const [well, ill] = [
    await makeSubscription(tenant.id, receiver.url, { retry_schedule }),
    await makeSubscription(tenant.id, `${receiver.url}?ill`, { retry_schedule }),
  ]
  await publish(tenant.publicId)
  for (const subscription of [well, ill]) {
    await expect.poll(() => deliveriesOf(subscription), soon).toMatchObject([{ status: 'retrying', attempts: 3 }])
  }
  receiver.answer = (request, response) => response.writeHead(request.path.endsWith('?ill') ? 500 : 200).end()
  for (const subscription of [well, ill]) {
    await updateSubscription(systemActor, { id: toId('subscription', subscription), retry: { schedule: [1] } })
    // The hour of the schedule is spread over ±20 %.
    await letTimePass(subscription, '2 hours')
    await ringLanes([subscription])
  }
  await expect.poll(() => deliveriesOf(well), soon).toMatchObject([{ status: 'succeeded', attempts: 4 }])
  await expect.poll(() => deliveriesOf(ill), soon).toMatchObject([{ status: 'failed', attempts: 4 }])
  expect(await rows('select cause from dead_letters where subscription_id = $1', ill)).toEqual([{ cause: 'exhausted' }])
})

test('a pause of four days uses nothing up', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const named = { id: toId('subscription', subscription) }
  await pauseSubscription(systemActor, named)
  await publish(tenant.publicId, 3)
  await letTimePass(subscription, '4 days')
  await resumeSubscription(systemActor, named)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
})

test('a result that comes in during the pause does not start the clock again', async ({ receiver, tenant }) => {
  const held = holding()
  receiver.answer = held.answer
  const subscription = await makeSubscription(tenant.id, receiver.url, { concurrency: 1 })
  const named = { id: toId('subscription', subscription) }
  await publish(tenant.publicId, 3)
  await expect.poll(() => held.waiting.length, soon).toBe(1)
  await pauseSubscription(systemActor, named)
  held.release(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  receiver.answer = status(200)
  await letTimePass(subscription, '4 days')
  await resumeSubscription(systemActor, named)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
})

test('probes during an outage of four days find nothing expired, and all of it arrives after it', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [1, 1, 1, 1, 1, 1] })
  await publish(tenant.publicId, 20)
  const circuit = () => rows('select circuit from lane_states where subscription_id = $1', subscription)
  await expect.poll(circuit, soon).toEqual([{ circuit: 'open' }])
  await letTimePass(subscription, '4 days')
  const probed = receiver.requests.length
  await expect.poll(() => receiver.requests.length, soon).toBeGreaterThanOrEqual(probed + 2)
  expect(await countOf(subscription, 'failed')).toBe(0)
  receiver.answer = status(200)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(20)
})

test('what is published during a hold gets no credit for the time before it', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const named = { id: toId('subscription', subscription) }
  await pauseSubscription(systemActor, named)
  await letTimePass(subscription, '10 days')
  await publish(tenant.publicId)
  await rows(
    `update outstanding_deliveries set expires_at = now() - interval '1 minute' where subscription_id = $1`,
    subscription,
  )
  await resumeSubscription(systemActor, named)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBe(1)
  expect(receiver.requests).toEqual([])
})
