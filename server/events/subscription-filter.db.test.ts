import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { filteredEvent, filterTable } from '../../test/filter-table.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId } from '../contract/ids.ts'
import { filterAsJsonPath } from '../contract/subscription-filter.ts'
import { database } from '../platform/database.ts'
import { fitsFilterSql } from './filter-sql.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
const path = '/api/v1/webhooks'
const url = 'http://localhost:4997/'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

describe('in SQL', () => {
  const fits = async (body: string, filter: object) => {
    const { rows } = await database().pool.query<{ fits: boolean }>(
      `select ${fitsFilterSql('$1::bytea', '$2::text::jsonpath')} as fits`,
      [Buffer.from(body), filterAsJsonPath(filter as Record<string, unknown>)],
    )
    return rows[0]?.fits
  }

  test.each(filterTable)('%j: %s, as in memory', async (filter, expected) => {
    expect(await fits(JSON.stringify(filteredEvent), filter)).toBe(expected)
  })

  test('what jsonb cannot hold fits nothing and breaks nothing', async () => {
    expect(await fits('{"data":{"x":"\\u0000"}}', { 'data.x': { $exists: true } })).toBe(false)
    expect(await fits('{"data":{"x":"\\ud800"}}', {})).toBe(false)
  })
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

test('a replay of what a subscription missed leaves out what its filter would have', async () => {
  const tenant = await makeTenant()
  for (const amount of [1, 10, 20]) await publishing(tenant.publicId, { amount })
  const filter = { 'data.amount': { $gte: 10 } }
  const [filtered, open] = [
    await makeSubscription(tenant.id, url, { filter: JSON.stringify(filter) }),
    await makeSubscription(tenant.id, url),
  ]
  const totalOf = async (subscription: string) => {
    const window = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 1_000).toISOString() }
    const body = { ...window, subscription: toId('subscription', subscription), include: 'missing', dry_run: true }
    const { json } = await rest.call('POST', `${path}/replays`, { key, body })
    return [json.total, json.sample?.length]
  }
  expect(await totalOf(filtered)).toEqual([2, 2])
  expect(await totalOf(open)).toEqual([3, 3])
})
