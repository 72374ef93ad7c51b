import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { advanceReplay } from '../replay/advance-replay.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
const path = '/api/v1/webhooks'
const url = 'http://localhost:4997/'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

const publishing = async (tenant: string, data: unknown) => {
  const body = { tenant, type: 'memory.created', data }
  const { status, json } = await rest.call('POST', `${path}/events`, { key, body })
  expect(status, JSON.stringify(json)).toBe(202)
  return json
}

test('a subscription gets what its filter asks for, from the answer to its change on; the event says who was left out', async () => {
  const tenant = await makeTenant()
  const all = await makeSubscription(tenant.id, url)
  const created = await rest.call('POST', `${path}/subscriptions`, {
    key,
    body: { tenant: tenant.publicId, url, events: ['memory.*'], filter: { 'data.amount': { $gte: 10 } } },
  })
  expect(created.json).toMatchObject({ filter: { 'data.amount': { $gte: 10 } } })
  const { id } = created.json

  expect((await publishing(tenant.publicId, { amount: 12 })).deliveries).toBe(2)
  const little = await publishing(tenant.publicId, { amount: 9 })
  expect(little.deliveries).toBe(1)
  const event = await rest.call('GET', `${path}/events/${little.id}`, { key })
  expect(event.json.skipped).toEqual([{ subscription: id, reason: 'filter' }])
  const { json: got } = await rest.call('GET', `${path}/events/${little.id}/deliveries`, { key })
  expect(got.data.map((row: { subscription: string }) => row.subscription)).toEqual([toId('subscription', all)])

  await rest.call('PATCH', `${path}/subscriptions/${id}`, { key, body: { filter: { 'data.amount': { $lt: 10 } } } })
  expect((await publishing(tenant.publicId, { amount: 9 })).deliveries).toBe(2)
  expect((await publishing(tenant.publicId, { amount: 12 })).deliveries).toBe(1)
  for (const none of [null, {}]) {
    const changed = await rest.call('PATCH', `${path}/subscriptions/${id}`, { key, body: { filter: none } })
    expect(changed.json.filter).toBeNull()
    expect((await publishing(tenant.publicId, { amount: 12 })).deliveries).toBe(2)
  }
})

test('events of one batch are filtered each by itself', async () => {
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, url, { filter: JSON.stringify({ 'data.n': { $in: [1, 3] } }) })
  const events = [1, 2, 3].map((n) => ({ tenant: tenant.publicId, type: 'memory.created', data: { n } }))
  const { json } = await rest.call('POST', `${path}/events`, { key, body: { events } })
  expect(json.results.map((each: { deliveries: number }) => each.deliveries)).toEqual([1, 0, 1])
})

test('a wrong filter is refused where it is wrong', async () => {
  const tenant = await makeTenant()
  const body = { tenant: tenant.publicId, url, events: ['*'], filter: { $or: [{ 'data.x': { $like: 'a' } }] } }
  const { status, json } = await rest.call('POST', `${path}/subscriptions`, { key, body })
  expect(status).toBe(422)
  expect(json.errors).toEqual([
    { pointer: '/filter/$or/0/data.x/$like', message: expect.stringContaining('is no operator') },
  ])
})

test('a test event goes past the filter; a simulation and a preview say what it does', async () => {
  const tenant = await makeTenant()
  const filter = { 'data.amount': { $gte: 10 } }
  const id = toId('subscription', await makeSubscription(tenant.id, url, { filter: JSON.stringify(filter) }))
  expect((await rest.call('POST', `${path}/subscriptions/${id}/test`, { key, body: {} })).status).toBe(202)
  expect(await rows('select 1 from deliveries where tenant_id = $1', tenant.id)).toHaveLength(1)

  const simulate = async (data: unknown) =>
    (
      await rest.call('POST', `${path}/events/simulate`, {
        key,
        body: { tenant: tenant.publicId, type: 'memory.created', data },
      })
    ).json
  expect(await simulate({ amount: 10 })).toMatchObject({ matched: 1, subscriptions: [{ reason: 'matched' }] })
  expect(await simulate({ amount: 1 })).toMatchObject({
    matched: 0,
    subscriptions: [{ reason: 'filter', message: '* matches, but its filter asks for data.amount: {"$gte":10}.' }],
  })

  await publishing(tenant.publicId, { amount: 10 })
  await publishing(tenant.publicId, { amount: 1 })
  const { json } = await rest.call('POST', `${path}/subscriptions/preview-matches`, {
    key,
    body: { tenant: tenant.publicId, events: ['memory.*'], filter },
  })
  // The test event says 10 or more of nothing.
  expect(json).toMatchObject({ looked: 3, matched: 1 })
})

/** Events that nobody got, a millisecond after another; `data`: an expression of SQL over their number `n`. */
const insertEvents = (tenantId: string, count: number, data: string) =>
  database().pool.query(
    `insert into events (id, tenant_id, type, version, occurred_at, body)
     select overlay(uuid_floor(now() - interval '10 minutes' + n * interval '1 millisecond')::text placing right(gen_random_uuid()::text, 12)
                    from 25 for 12)::uuid, $1, 'memory.created', '1', now(),
            convert_to('{"type":"memory.created","version":"1","data":' || ${data} || '}', 'UTF8')
       from generate_series(1, $2::int) n`,
    [tenantId, count],
  )

const previewing = async (tenant: string, filter: object, by = key) =>
  rest.call('POST', `${path}/subscriptions/preview-matches`, {
    key: by,
    body: { tenant, events: ['memory.*'], filter },
  })

const replaying = async (subscription: string | null, tenant: string, dry_run = true) => {
  const window = { from: new Date(Date.now() - 900_000).toISOString(), to: new Date(Date.now() + 1_000).toISOString() }
  const of = subscription === null ? { tenant } : { subscription: toId('subscription', subscription) }
  return rest.call('POST', `${path}/replays`, { key, body: { ...window, ...of, include: 'missing', dry_run } })
}

test('a preview reads what the largest events say up to a limit, and says how far it looked', async () => {
  const tenant = await makeTenant()
  await insertEvents(tenant.id, 40, `'{"text":"' || repeat('a', 500000) || '","n":' || n || '}'`)
  const { json } = await previewing(tenant.publicId, { 'data.n': { $gt: 0 } })
  expect(json.looked).toBeGreaterThan(30)
  expect(json.looked).toBeLessThan(40)
  expect(json.matched).toBe(json.looked)
})

test('an app cannot try filters on what it never got', async () => {
  const tenant = await makeTenant()
  const app = await rest.call('POST', '/api/v1/apps', { key, body: { tenant: tenant.publicId, name: 'Notes' } })
  const ofApp = await makeKey({ app: app.json.id })
  const refused = await previewing(tenant.publicId, { 'data.n': 1 }, ofApp)
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: '/filter' }] } })
})

test('a replay of what a subscription missed leaves out what its filter would have', async () => {
  const tenant = await makeTenant()
  for (const amount of [1, 10, 20]) await publishing(tenant.publicId, { amount })
  const filter = JSON.stringify({ 'data.amount': { $gte: 10 } })
  const [filtered, open] = [await makeSubscription(tenant.id, url, { filter }), await makeSubscription(tenant.id, url)]
  const totalOf = async (subscription: string | null) => {
    const { json } = await replaying(subscription, tenant.publicId)
    return [json.total, json.sample?.length]
  }
  expect(await totalOf(filtered)).toEqual([2, 2])
  expect(await totalOf(open)).toEqual([3, 3])
  expect(await totalOf(null)).toEqual([5, 5])
})

test.each([
  ['a NUL', '{"x":"a\\u0000"}', { 'data.x': { $startsWith: 'a' } }],
  ['half a character', '{"x":"\\ud800"}', { 'data.x': { $exists: true } }],
  ['a number of more digits than are kept', '{"x":0.1000000000000000055}', { 'data.x': 0.1 }],
  ['characters beyond the first plane', '{"x":"\u{10000}"}', { 'data.x': { $lt: '\uffff' } }],
])('%s is judged by a replay and a preview as when it was published', async (_, data, filter) => {
  const tenant = await makeTenant()
  const created = { tenant: tenant.publicId, url, events: ['memory.*'], filter }
  const accepted = await rest.call('POST', `${path}/subscriptions`, { key, body: created })
  expect(accepted.status).toBe(201)
  const body = `{"tenant":"${tenant.publicId}","type":"memory.created","data":${data}}`
  const published = await rest.call('POST', `${path}/events`, { key, body })
  expect(published.json.deliveries).toBe(1)
  await rest.call('DELETE', `${path}/subscriptions/${accepted.json.id}`, { key })
  expect((await previewing(tenant.publicId, filter)).json.matched).toBe(1)
  const late = await makeSubscription(tenant.id, url, { filter: JSON.stringify(filter) })
  expect((await replaying(late, tenant.publicId)).json.total).toBe(1)
})

test('the few that fit among many are found in their order, once, and handed over', async () => {
  const tenant = await makeTenant()
  await insertEvents(tenant.id, 1_203, `'{"n":' || n || '}'`)
  const filter = JSON.stringify({ 'data.n': { $in: [3, 500, 501, 1_000, 1_203] } })
  const subscription = await makeSubscription(tenant.id, url, { filter })
  const { json } = await replaying(subscription, tenant.publicId, false)
  expect(json.total).toBe(5)
  while (!(await advanceReplay(uuidOf('replay', json.id) as string)).moved);
  const handed = await rows<{ n: number }>(
    `select (convert_from(e.body, 'UTF8')::jsonb #>> '{data,n}')::int as n
       from deliveries d join events e on e.id = d.event_id where d.subscription_id = $1 order by e.id`,
    subscription,
  )
  expect(handed.map(({ n }) => n)).toEqual([3, 500, 501, 1_000, 1_203])
})

test('a window of which too many events would have to be read is refused with what to do', async () => {
  const tenant = await makeTenant()
  await insertEvents(tenant.id, 100_001, `'{"n":' || n || '}'`)
  const filtered = await makeSubscription(tenant.id, url, { filter: JSON.stringify({ 'data.n': 1 }) })
  const refused = await replaying(filtered, tenant.publicId)
  expect(refused).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/from', message: expect.stringContaining('100,001') }] },
  })
  const open = await makeSubscription(tenant.id, url)
  expect((await replaying(open, tenant.publicId)).json.total).toBe(100_001)
})
