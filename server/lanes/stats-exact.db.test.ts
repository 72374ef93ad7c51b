import { expect } from 'vitest'
import { makeSubscription, publish, rows, soon, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { type Answer, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { redeliverDelivery } from '../delivery/redeliver-delivery.ts'
import { systemActor } from '../platform/actor.ts'
import { histogramOf } from '../stats/latency-histogram.ts'
import { defaultCircuitLimits } from './circuit-breaker.ts'

// No circuit opens: everything ends by itself.
useEngine({
  scheduleSeconds: [0.2, 0.2],
  circuitLimits: { ...defaultCircuitLimits, consecutiveFailures: 1_000_000, windowAttempts: 1_000_000 },
})

/** By the last digit of the event's number: successes, refusals, resets, redirects and failures that pass. */
const mixed: Answer = (request, response) => {
  const { data } = JSON.parse(String(request.body)) as { data: { n: number } }
  const attempt = Number(request.headers['x-pt-attempt'])
  const kind = data.n % 10
  if (kind === 1) return status(401)(request, response)
  if (kind === 2) return status(403)(request, response)
  if (kind === 3) return status(500)(request, response)
  if (kind === 4) return status(302, { location: '/other' })(request, response)
  if (kind === 5) return void response.destroy()
  if (kind === 6) return status(attempt < 2 ? 404 : 204)(request, response)
  status(200)(request, response)
}

const columns = [
  'attempts',
  'succeeded',
  'http_error',
  'auth_rejected',
  'timeout',
  'connection_refused',
  'connection_reset',
  'dns_error',
  'tls_error',
  'blocked',
  'redirect_refused',
  'response_invalid',
  'interrupted',
  'delivered',
  'dead',
  'delivered_in_day',
]

test('the statistics per minute equal a recount from the attempts', async ({ receiver, tenant }) => {
  receiver.answer = mixed
  const gone = await startReceiver()
  await gone[Symbol.asyncDispose]()
  for (const url of [receiver.url, receiver.url, gone.url]) {
    await makeSubscription(tenant.id, url, { auto_redeliver: false, concurrency: 4 })
  }
  await Promise.all(['memory.created', 'tag.added'].map((type) => publish(tenant.publicId, 60, type)))
  const ended = () =>
    expect.poll(() => rows('select from outstanding_deliveries where tenant_id = $1', tenant.id), soon).toEqual([])
  await ended()
  const some = await rows<{ id: string; status: string }>(
    'select id, status from deliveries where tenant_id = $1 order by id limit 30',
    tenant.id,
  )
  const dead = some.filter((delivery) => delivery.status === 'failed').length
  for (const { id } of some) await redeliverDelivery(systemActor, { id: toId('delivery', id) })
  await ended()

  const [both] = await rows<{ stats: Record<string, unknown>[]; recount: Record<string, unknown>[] }>(
    `with ended as (
       select a.*, d.event_type, date_trunc('minute', a.started_at + make_interval(secs => a.duration_ms / 1000)) as minute,
              not a.probe and a.next_attempt_at is null and a.error is not null as last,
              a.error is null and row_number() over (partition by a.delivery_id, a.error is null order by a.id) = 1 as arrived
         from attempts a join deliveries d on d.id = a.delivery_id where a.tenant_id = $1
     ), recounted as (
       select subscription_id, event_type, minute, count(*) as attempts, count(*) filter (where error is null) as succeeded,
              count(*) filter (where arrived) as delivered, count(*) filter (where last) as dead,
              count(*) filter (where arrived and started_at < uuid_time(delivery_id) + interval '24 hours') as delivered_in_day,
              count(*) filter (where status_code in (401, 403)) as auth_rejected,
              ${columns
                .filter((name) => /_error|timeout|connection|blocked|refused|invalid|interrupted/.test(name))
                .map((name) => `count(*) filter (where error = '${name}') as ${name}`)
                .join(', ')}
         from ended group by 1, 2, 3
     )
     select (select json_agg(row_to_json(s)) from (select subscription_id, event_type, minute, ${columns.join(', ')}
               from delivery_stats where tenant_id = $1 order by 1, 2, 3) s) as stats,
            (select json_agg(row_to_json(r)) from (select subscription_id, event_type, minute, ${columns.join(', ')}
               from recounted order by 1, 2, 3) r) as recount`,
    tenant.id,
  )
  expect(both?.stats).toEqual(both?.recount)
  const total = (name: string): number => (both?.stats ?? []).reduce((sum, entry) => sum + Number(entry[name]), 0)
  expect(total('attempts')).toBeGreaterThan(360)
  expect(dead).toBeGreaterThan(0)
  expect(await rows('select sum(revived)::int as revived from delivery_stats where tenant_id = $1', tenant.id)).toEqual(
    [{ revived: dead }],
  )
  for (const name of [
    'succeeded',
    'http_error',
    'auth_rejected',
    'connection_refused',
    'connection_reset',
    'redirect_refused',
    'dead',
  ]) {
    expect(total(name), name).toBeGreaterThan(0)
  }
})

test('latencies and first delays are counted once per attempt and once per first attempt', async ({
  receiver,
  tenant,
}) => {
  receiver.answer = (request, response) =>
    status(request.headers['x-pt-attempt'] === '1' ? 500 : 200)(request, response)
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId, 10)
  await expect
    .poll(() => rows(`select from deliveries where subscription_id = $1 and status <> 'succeeded'`, subscription), soon)
    .toEqual([])
  const [stored] = await rows<{ latency: number[]; first: number[] }>(
    `select histogram_sum(latency_histogram) as latency, histogram_sum(first_delay_histogram) as first
       from delivery_stats where subscription_id = $1`,
    subscription,
  )
  const durations = await rows<{ ms: number }>(
    'select duration_ms as ms from attempts where subscription_id = $1',
    subscription,
  )
  expect(durations).toHaveLength(20)
  const recounted = histogramOf(durations.map((row) => row.ms))
  const sum = (histogram: number[]): number => histogram.reduce((all, count) => all + count, 0)
  expect(sum(stored?.latency ?? [])).toBe(20)
  expect(sum(stored?.first ?? [])).toBe(10)
  // Stored durations are rounded to single precision: a value on a bucket's edge may fall beside it.
  const moved = (stored?.latency ?? []).map((count, bucket) => Math.abs(count - (recounted[bucket] ?? 0)))
  expect(sum(moved)).toBeLessThanOrEqual(2)
})
