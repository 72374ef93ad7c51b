import { expect } from 'vitest'
import { deliveriesOf, makeSubscription, publish, rows, soon, useEngine, waitingOf } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { cancelDelivery } from '../delivery/cancel-delivery.ts'
import { redeliverDelivery } from '../delivery/redeliver-delivery.ts'
import { systemActor } from '../platform/actor.ts'
import { defaultCircuitLimits } from './circuit-breaker.ts'

// On a slow machine the circuit opens before the receiver is back: its probes come soon.
useEngine({
  poolSize: 20,
  scheduleSeconds: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
  circuitLimits: { ...defaultCircuitLimits, firstPauseMs: 400, longestPauseMs: 800 },
})

test('cancelling and redelivering while results are recorded never fails for a reason of our own, and each delivery ends in one state', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(400)
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId, 100)
  const ids = (await deliveriesOf(subscription)).map((row) => toId('delivery', row.id))
  const refusals: unknown[] = []
  for (let round = 0; round < 2; round++) {
    // A few at a time, as people would: more would only wait for a connection.
    for (let from = 0; from < ids.length; from += 4) {
      const outcomes = await Promise.allSettled(
        ids
          .slice(from, from + 4)
          .flatMap((id) => [cancelDelivery(systemActor, { id }), redeliverDelivery(systemActor, { id })]),
      )
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') refusals.push((outcome.reason as { code?: string }).code)
      }
    }
  }
  expect([...new Set(refusals)].filter((code) => code !== 'conflict')).toEqual([])
  receiver.answer = status(200)
  await expect.poll(() => waitingOf(subscription), soon).toBe(0)
  const odd = await rows(
    `select status, open_runs from deliveries where subscription_id = $1
      and (open_runs <> 0 or status not in ('succeeded', 'cancelled', 'failed'))`,
    subscription,
  )
  expect(odd).toEqual([])
}, 60_000)
