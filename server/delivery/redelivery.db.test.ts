import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  makeTenant,
  publishTo,
  rows,
  soon,
  useEngineGround,
  useWorker,
  waitingOf,
} from '../../test/engine.ts'
import { startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { redeliverDeadLetters } from '../dead-letters/redeliver-dead-letters.ts'
import { systemActor } from '../platform/actor.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { redeliverDelivery } from './redeliver-delivery.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)

/** A delivery that failed once and waits an hour for its retry. */
async function failedOnce(url: string) {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, url, { retry_schedule: [3600], auto_redeliver: false })
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => countOf(subscription, 'retrying'), soon).toBe(1)
  return { tenant, subscription, id: toId('delivery', delivery) }
}

const deliveredOf = async (subscription: string) =>
  (
    await rows<{ succeeded: number; delivered: number; inDay: number }>(
      `select sum(succeeded)::int as succeeded, sum(delivered)::int as delivered, sum(delivered_in_day)::int as "inDay"
         from delivery_stats where subscription_id = $1`,
      subscription,
    )
  )[0]

const runsOf = (subscription: string) =>
  rows<{ run: number; attempt: number; later: boolean }>(
    `select run, attempt, due_at > now() + interval '30 minutes' as later
       from outstanding_deliveries where subscription_id = $1 order by run`,
    subscription,
  )

test('a redelivery is a run of its own: its failure leaves the automatic retries alone', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(500)
  const { subscription, id } = await failedOnce(receiver.url)
  await redeliverDelivery(systemActor, { id })
  await expect.poll(() => attemptsOf(subscription), soon).toHaveLength(2)
  await expect
    .poll(() => runsOf(subscription), soon)
    .toEqual([
      { run: 1, attempt: 2, later: true },
      { run: 2, attempt: 2, later: true },
    ])
  expect(await attemptsOf(subscription)).toMatchObject([
    { run: 1, attempt: 1 },
    { run: 2, attempt: 1 },
  ])
  expect(await deliveriesOf(subscription)).toMatchObject([{ status: 'retrying', runs: 2, open_runs: 2, attempts: 2 }])
})

test('success of a redelivery ends every run', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(500)
  const { subscription, id } = await failedOnce(receiver.url)
  receiver.answer = status(200)
  await redeliverDelivery(systemActor, { id })
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'succeeded', open_runs: 0, attempts: 2 }])
  expect(await waitingOf(subscription)).toBe(0)
})

test('one run that dies leaves the delivery to the other; the last one makes it a dead letter', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(400)
  const { subscription, id } = await failedOnce(receiver.url)
  await redeliverDelivery(systemActor, { id })
  await expect.poll(() => runsOf(subscription), soon).toMatchObject([{ later: true }, { later: true }])
  const makeDue = (run: number) =>
    rows('update outstanding_deliveries set due_at = now() where subscription_id = $1 and run = $2', subscription, run)
  await makeDue(2)
  await expect.poll(() => runsOf(subscription), soon).toMatchObject([{ run: 1 }])
  expect(await deliveriesOf(subscription)).toMatchObject([{ status: 'retrying', open_runs: 1 }])
  await makeDue(1)
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'failed', open_runs: 0, attempts: 4 }])
  expect(await rows('select cause from dead_letters where subscription_id = $1', subscription)).toEqual([
    { cause: 'exhausted' },
  ])
})

test('a dead letter that is redelivered leaves the dead letters and arrives, with a schedule of its own', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(400)
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBe(1)
  await rows(
    `update deliveries set last_attempt_at = last_attempt_at - interval '1 hour' where subscription_id = $1`,
    subscription,
  )
  await rows(`update delivery_stats set minute = minute - interval '1 hour' where subscription_id = $1`, subscription)
  let failures = 1
  receiver.answer = (request, response) => status(failures-- > 0 ? 400 : 200)(request, response)
  await redeliverDeadLetters(systemActor, { ids: [toId('delivery', delivery)] })
  expect(await rows('select from dead_letters where subscription_id = $1', subscription)).toEqual([])
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(await attemptsOf(subscription)).toMatchObject([
    { run: 1, attempt: 1 },
    { run: 1, attempt: 2 },
    { run: 1, attempt: 3 },
    { run: 2, attempt: 1 },
    { run: 2, attempt: 2 },
  ])
  expect(await deliveredOf(subscription)).toEqual({ succeeded: 1, delivered: 1, inDay: 1 })
  // It counts where it died, whenever that was: a range in which none died has none that was revived.
  expect(
    await rows('select dead, revived from delivery_stats where subscription_id = $1 and revived > 0', subscription),
  ).toEqual([{ dead: 1, revived: 1 }])
})

test('what arrives again is a success of an attempt, but counts as delivered once', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  await redeliverDelivery(systemActor, { id: toId('delivery', delivery) })
  await expect.poll(() => attemptsOf(subscription), soon).toHaveLength(2)
  expect(await deliveredOf(subscription)).toEqual({ succeeded: 2, delivered: 1, inDay: 1 })
})

test('what succeeded stays succeeded when its redelivery fails', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  const { delivery } = await publishTo(tenant.publicId, subscription)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  receiver.answer = status(400)
  await redeliverDelivery(systemActor, { id: toId('delivery', delivery) })
  await expect
    .poll(() => deliveriesOf(subscription), soon)
    .toMatchObject([{ status: 'succeeded', attempts: 2, open_runs: 0 }])
  expect(await rows('select from dead_letters where subscription_id = $1', subscription)).toEqual([])
})

test('on a paused subscription a redelivery waits until it is resumed', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(500)
  const { subscription, id } = await failedOnce(receiver.url)
  await rows(`update subscriptions set status = 'paused' where id = $1`, subscription)
  await redeliverDelivery(systemActor, { id })
  expect(await waitingOf(subscription)).toBe(2)
  receiver.answer = status(200)
  const resumedAt = Date.now()
  await resumeSubscription(systemActor, { id: toId('subscription', subscription) })
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  expect(receiver.requests).toHaveLength(2)
  expect(receiver.requests[1]?.at).toBeGreaterThanOrEqual(resumedAt)
})

test('on a disabled or deleted subscription a redelivery is a conflict that says why', async () => {
  await using receiver = await startReceiver()
  receiver.answer = status(500)
  const { subscription, id } = await failedOnce(receiver.url)
  await rows(`update subscriptions set status = 'disabled', status_reason = 'It was ill.' where id = $1`, subscription)
  const redelivered = () => redeliverDelivery(systemActor, { id })
  await expect(redelivered()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('It was ill.'),
  })
  await rows('update subscriptions set deleted_at = now() where id = $1', subscription)
  await expect(redelivered()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('deleted') })
})
