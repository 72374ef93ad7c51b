import { expect } from 'vitest'
import { makeSubscription, publish, testSecret, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { status } from '../../test/receiver.ts'
import { database } from '../platform/database.ts'
import { verifySignature } from '../signing/verify-signature.ts'

useEngine()

async function rows<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
  return (await database().pool.query<Row>(sql, values)).rows
}

const deliveriesOf = (subscriptionId: string) =>
  rows<{ id: string; status: string; attempts: number; last_code: number | null; last_error: string | null }>(
    'select * from deliveries where subscription_id = $1 order by id',
    [subscriptionId],
  )

test('an event is delivered once, signed, and recorded as succeeded', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const [eventId] = await publish(tenant.publicId)
  await expect
    .poll(() => deliveriesOf(subscription))
    .toMatchObject([{ status: 'succeeded', attempts: 1, last_code: 200 }])
  expect(receiver.requests).toHaveLength(1)
  const [request] = receiver.requests as [(typeof receiver.requests)[0]]
  expect(JSON.parse(request.body.toString())).toMatchObject({ id: eventId, type: 'memory.created', data: { n: 0 } })
  expect(request.headers['x-pt-event-id']).toBe(eventId)
  const verdict = verifySignature({
    headers: request.headers,
    body: request.body,
    secrets: [testSecret],
    now: Math.floor(Date.now() / 1000),
  })
  expect(verdict).toMatchObject({ ok: true })
  expect(await rows('select * from outstanding_deliveries where subscription_id = $1', [subscription])).toEqual([])
})

test('a failing receiver gets every attempt of the schedule, then the delivery is a dead letter', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = status(500)
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect
    .poll(() => deliveriesOf(subscription), { timeout: 15_000 })
    .toMatchObject([{ status: 'failed', attempts: 3, last_code: 500, last_error: 'http_error' }])
  const [first, second, third] = receiver.requests.map((request) => request.at) as [number, number, number]
  // One second ±20 %, and what a doorbell takes at most.
  for (const gap of [second - first, third - second]) {
    expect(gap).toBeGreaterThan(790)
    expect(gap).toBeLessThan(4_000)
  }
  expect(await rows('select cause, absent from dead_letters where subscription_id = $1', [subscription])).toEqual([
    { cause: 'exhausted', absent: true },
  ])
})

test('a thousand events in bursts arrive exactly once each', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const ids: string[] = []
  for (let burst = 0; burst < 10; burst++) ids.push(...(await publish(tenant.publicId, 100)))
  await expect
    .poll(() => rows('select from outstanding_deliveries where subscription_id = $1', [subscription]), {
      timeout: 20_000,
    })
    .toEqual([])
  const received = receiver.requests.map((request) => request.headers['x-pt-event-id'])
  expect(received).toHaveLength(1000)
  expect(new Set(received)).toEqual(new Set(ids))
})
