import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publish, useEngineGround, useWorker } from '../../test/engine.ts'
import { startReceiver } from '../../test/receiver.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)
const rest = useRest(at)
const path = '/api/v1/webhooks'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

/** Events that failed for good: the receiver says `answer(n)` with 422 to the event of that number. */
async function outage(count: number, answer: (n: number) => string) {
  const receiver = await startReceiver()
  receiver.answer = (request, response) => {
    response.writeHead(422)
    response.end(answer(JSON.parse(request.body.toString()).data.n))
  }
  const tenant = await makeTenant()
  const uuid = await makeSubscription(tenant.id, receiver.url, { retry_schedule: [] })
  await publish(tenant.publicId, count)
  const dead = async () =>
    (await database().pool.query('select 1 from dead_letters where subscription_id = $1', [uuid])).rowCount
  await expect.poll(dead, { timeout: 10_000 }).toBe(count)
  return { receiver, tenant, subscription: toId('subscription', uuid), dead }
}

test('an outage is found with what it cost, and its own replay brings everything back', async () => {
  const { receiver, subscription } = await outage(12, () => 'no')
  await using _ = receiver
  const plan = async (query = '') =>
    (await rest.call('GET', `${path}/subscriptions/${subscription}/recovery${query}`, { key })).json
  const found = await plan('?rate_per_second=4')
  expect(found).toMatchObject({
    subscription,
    auto_redeliver: true,
    dead_letters: { total: 12, absent: 0 },
    waiting: { total: 0, oldest_at: null },
    eta_seconds: 3,
  })
  expect(found.windows).toMatchObject([
    { to: null, attempts: 12, succeeded: 0, reasons: { http_error: 12 }, dead_letters: 12, recover: { total: 12 } },
  ])
  expect(await plan()).toMatchObject({ capacity_per_second: null, eta_seconds: null })
  const metrics = async () => (await fetch(`${rest.origin}/metrics`)).text()
  await expect.poll(metrics, { timeout: 10_000 }).toContain('postrider_dead_letters{absent="false"} 12')
  receiver.answer = (_request, response) => response.end()
  const { total, ...body } = found.windows[0].recover
  const replay = await rest.call('POST', `${path}/replays`, { key, body: { ...body, subscription } })
  expect(replay.json.total).toBe(total)
  await expect.poll(async () => (await plan()).dead_letters.total, { timeout: 10_000 }).toBe(0)
  // It leaves the dead letters when it is handed over, and is counted when it arrived.
  await expect.poll(async () => (await plan()).best_per_second ?? 0, { timeout: 10_000 }).toBeGreaterThan(0)
  // Little traffic says nothing of what it can take: 32 requests at once, each some milliseconds long.
  const usual = await plan()
  expect(usual.capacity_per_second).toBeGreaterThan(32)
  expect(usual.capacity_per_second).toBeLessThanOrEqual(2_000)
  expect((await rest.call('GET', `${path}/subscriptions/${subscription}/recovery?days=0`, { key })).status).toBe(422)
})

test('dead letters of the same shape are one group, which is redelivered or discarded as one', async () => {
  const { receiver, subscription, tenant, dead } = await outage(9, (n) =>
    n < 6 ? `{"error":"order ${n} not found"}` : `{"error":"payment ${n} missing"}`,
  )
  await using _ = receiver
  const groups = async () =>
    (await rest.call('GET', `${path}/dead-letters/groups?tenant=${tenant.publicId}`, { key })).json.data
  const [orders, payments] = await groups()
  expect(orders).toMatchObject({ count: 6, code: 422, error: 'http_error', subscriptions: [subscription], absent: 0 })
  expect(orders.message).toMatch(/^\{"error":"order \d not found"\}$/)
  expect(payments).toMatchObject({ count: 3, types: ['memory.created'] })
  const act = (action: string, filter: object) =>
    rest.call('POST', `${path}/dead-letters/${action}`, {
      key,
      body: { filter: { tenant: tenant.publicId, ...filter } },
    })
  expect((await act('discard', { fingerprint: payments.fingerprint })).json).toEqual({ discarded: 3 })
  expect(await groups()).toMatchObject([{ count: 6 }])
  receiver.answer = (_request, response) => response.end()
  expect((await act('redeliver', { fingerprint: orders.fingerprint })).json).toMatchObject({ redelivered: 6 })
  await expect.poll(dead).toBe(0)
  expect(await groups()).toEqual([])
})

test('dead letters are given up, or sent again, by id and by filter, and no others with them', async () => {
  const { receiver, tenant, subscription, dead } = await outage(5, () => 'no')
  await using _ = receiver
  await publish(tenant.publicId, 2, 'tag.added')
  await expect.poll(dead, { timeout: 10_000 }).toBe(7)
  const act = (action: string, body: object) => rest.call('POST', `${path}/dead-letters/${action}`, { key, body })
  const statusOf = async (id: string) => (await rest.call('GET', `${path}/deliveries/${id}`, { key })).json.status
  const query = `subscription=${subscription}&type=memory.created`
  const { data } = (await rest.call('GET', `${path}/dead-letters?${query}`, { key })).json
  const [first, second, third] = data.map(({ id }: { id: string }) => id)
  expect((await act('discard', { ids: [first, second] })).json).toEqual({ discarded: 2 })
  // Once more changes nothing.
  expect((await act('discard', { ids: [first] })).json).toEqual({ discarded: 0 })
  expect([await statusOf(first), await statusOf(third)]).toEqual(['cancelled', 'failed'])
  expect((await act('discard', { filter: { subscription, type: 'tag.added' } })).json).toEqual({ discarded: 2 })
  expect(await dead()).toBe(3)
  receiver.answer = (_request, response) => response.end()
  expect((await act('redeliver', { ids: [third] })).json).toMatchObject({ redelivered: 1 })
  await expect.poll(() => statusOf(third), { timeout: 10_000 }).toBe('succeeded')
  expect((await act('redeliver', { filter: { subscription } })).json).toMatchObject({ redelivered: 2 })
  await expect.poll(dead, { timeout: 10_000 }).toBe(0)
  expect(await statusOf(first)).toBe('cancelled')
})

test('an outage that was caught up on within its minute is found by its circuit', async () => {
  const tenant = await makeTenant()
  const uuid = await makeSubscription(tenant.id, 'https://example.com/hook')
  const { pool } = database()
  await pool.query(
    `insert into delivery_stats (subscription_id, minute, event_type, tenant_id, attempts, succeeded, http_error)
     values ($1, date_trunc('minute', now() - interval '1 hour'), 'memory.created', $2, 60, 39, 21)`,
    [uuid, tenant.id],
  )
  const windows = async () =>
    (await rest.call('GET', `${path}/subscriptions/${toId('subscription', uuid)}/recovery`, { key })).json.windows
  expect(await windows()).toEqual([])
  await pool.query(
    `insert into circuit_openings (subscription_id, tenant_id, opened_at, closed_at)
     select $1, $2, at + interval '5 seconds', at + interval '30 seconds'
       from (select date_trunc('minute', now() - interval '1 hour') as at) m`,
    [uuid, tenant.id],
  )
  expect(await windows()).toMatchObject([{ attempts: 60, succeeded: 39, reasons: { http_error: 21 } }])
})

test('an outage that disabled the subscription goes on no longer than that', async () => {
  const tenant = await makeTenant()
  const uuid = await makeSubscription(tenant.id, 'https://example.com/hook')
  const { pool } = database()
  await pool.query(
    `insert into delivery_stats (subscription_id, minute, event_type, tenant_id, attempts, succeeded, http_error)
     values ($1, date_trunc('minute', now() - interval '1 hour'), 'memory.created', $2, 1, 0, 1)`,
    [uuid, tenant.id],
  )
  const windows = async () =>
    (await rest.call('GET', `${path}/subscriptions/${toId('subscription', uuid)}/recovery`, { key })).json.windows
  expect(await windows()).toMatchObject([{ to: null }])
  await pool.query(
    `update subscriptions set status = 'disabled',
            status_changed_at = (select minute + interval '10 seconds' from delivery_stats where subscription_id = $1)
      where id = $1`,
    [uuid],
  )
  const [{ from, to }] = await windows()
  expect(Date.parse(to) - Date.parse(from)).toBe(60_000)
})
