import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { insertSubscription } from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'

const rest = useRest(useDatabase())
let operator: string
beforeAll(async () => {
  operator = await makeKey()
  for (const uid of ['one', 'two']) {
    await rest.call('PUT', `/api/v1/tenants/${uid}`, { key: operator, body: { name: uid } })
  }
})

describe('apps', () => {
  test('have a uid that is unique within their tenant', async () => {
    const create = (tenant: string) =>
      rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant, uid: 'crm', name: 'CRM' } })
    const first = await create('one')
    expect(first).toMatchObject({ status: 201, json: { uid: 'crm', name: 'CRM' } })
    expect((await create('one')).status).toBe(409)
    expect((await create('two')).status).toBe(201)
    const ambiguous = await rest.call('GET', '/api/v1/apps/crm', { key: operator })
    expect(ambiguous).toMatchObject({ status: 422, json: { errors: [{ pointer: '/tenant' }] } })
    const exact = await rest.call('GET', '/api/v1/apps/crm?tenant=one', { key: operator })
    expect(exact.json).toEqual(first.json)
  })

  test('are created and updated by PUT, changed by PATCH and deleted', async () => {
    const put = (name: string) => rest.call('PUT', '/api/v1/apps/erp', { key: operator, body: { tenant: 'one', name } })
    const first = await put('ERP')
    expect(first.status).toBe(201)
    expect(await put('ERP 2')).toMatchObject({ status: 200, json: { id: first.json.id, name: 'ERP 2' } })
    const path = `/api/v1/apps/${first.json.id}`
    const changed = await rest.call('PATCH', path, { key: operator, body: { uid: 'erp-3' } })
    expect(changed.json).toMatchObject({ uid: 'erp-3', name: 'ERP 2' })
    expect((await rest.call('DELETE', path, { key: operator })).status).toBe(204)
    expect((await rest.call('GET', path, { key: operator })).status).toBe(404)
  })

  test('a key that is bound to no tenant says which one it means', async () => {
    const answer = await rest.call('POST', '/api/v1/apps', { key: operator, body: { name: 'Lost' } })
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '/tenant' }] } })
  })

  test('are found by a part of their name or uid', async () => {
    for (const [uid, name] of [
      ['north_1', 'Mail'],
      ['south', 'Search North_'],
      ['northx', 'Northwest'],
    ])
      await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'one', uid, name } })
    const found = await rest.call('GET', '/api/v1/apps?tenant=one&search=NORTH_', { key: operator })
    expect(found.json.data.map(({ name }: { name: string }) => name)).toEqual(['Search North_', 'Mail'])
  })

  test('an app never moves to another tenant', async () => {
    const { id } = (await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'one', name: 'Fixed' } }))
      .json
    const moved = await rest.call('PATCH', `/api/v1/apps/${id}`, { key: operator, body: { tenant: 'two' } })
    expect(moved).toMatchObject({ status: 422, json: { errors: [{ pointer: '/tenant' }] } })
  })

  test('a key of an app sees that app alone and changes nothing', async () => {
    const own = (await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'one', name: 'Own' } })).json
    const other = (await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'one', name: 'Other' } }))
      .json
    const key = await makeKey({ app: own.id })
    expect((await rest.call('GET', '/api/v1/apps', { key })).json.data).toEqual([{ ...own, subscriptions: 0, keys: 1 }])
    expect((await rest.call('GET', `/api/v1/apps/${other.id}`, { key })).status).toBe(404)
    expect((await rest.call('PATCH', `/api/v1/apps/${own.id}`, { key, body: { name: 'x' } })).status).toBe(403)
    expect((await rest.call('POST', '/api/v1/apps', { key, body: { name: 'x' } })).status).toBe(403)
  })

  test('are listed with how many subscriptions and keys belong to each, without those that are gone', async () => {
    const made = async (path: string, body: object) =>
      (await rest.call('POST', `/api/v1/${path}`, { key: operator, body })).json.id
    const busy = await made('apps', { tenant: 'two', name: 'Busy' })
    const idle = await made('apps', { tenant: 'two', name: 'Idle' })
    const { json: tenant } = await rest.call('GET', '/api/v1/tenants/two', { key: operator })
    const owner = { tenantId: uuidOf('tenant', tenant.id) ?? '', appId: uuidOf('app', busy) }
    await insertSubscription(owner)
    await insertSubscription(owner)
    await insertSubscription({ tenantId: owner.tenantId })
    const gone = toId('subscription', await insertSubscription(owner))
    await rest.call('DELETE', `/api/v1/webhooks/subscriptions/${gone}`, { key: operator })
    const key = await made('keys', { app: busy, name: 'Busy one', scopes: ['events:read'] })
    const revoked = await made('keys', { app: busy, name: 'Revoked', scopes: ['events:read'] })
    await rest.call('DELETE', `/api/v1/keys/${revoked}`, { key: operator })
    const { data } = (await rest.call('GET', '/api/v1/apps?tenant=two', { key: operator })).json
    const countsOf = (id: string) => data.find((app: { id: string }) => app.id === id)
    expect(countsOf(busy)).toMatchObject({ subscriptions: 2, keys: 1 })
    expect(countsOf(idle)).toMatchObject({ subscriptions: 0, keys: 0 })
    const keys = (await rest.call('GET', `/api/v1/keys?app=${busy}`, { key: operator })).json.data
    expect(keys.map((each: { id: string }) => each.id)).toEqual([key])
  })
})
