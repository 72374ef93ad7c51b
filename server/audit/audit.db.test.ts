import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { insertSubscription } from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { listAuditActors } from './list-audit-actors.ts'
import { recordAuditEntry } from './record-audit-entry.ts'

const rest = useRest(useDatabase())
let operator: string
let one: string
let two: string

beforeAll(async () => {
  operator = await makeKey({ name: 'Auditor' })
  const create = async (uid: string) =>
    (await rest.call('POST', '/api/v1/tenants', { key: operator, body: { uid, name: uid }, ip: '203.0.113.9' })).json.id
  one = await create('one')
  two = await create('two')
  await rest.call('PATCH', '/api/v1/tenants/one', {
    key: operator,
    body: { name: 'One' },
    headers: { 'x-request-id': 'r1' },
  })
})

const list = async (query: string, key = operator) =>
  (await rest.call('GET', `/api/v1/audit?${query}`, { key })).json.data

describe('the audit log', () => {
  test('says who did what to what, from where, before and after', async () => {
    const [entry] = await list('tenant=one')
    expect(entry).toMatchObject({
      tenant: one,
      actor: { kind: 'key', id: expect.stringMatching(/^key_/), name: 'Auditor' },
      action: 'tenant.update',
      target: { kind: 'tenant', id: one, name: 'One' },
      before: { name: 'one' },
      after: { name: 'One' },
      ip: '127.0.0.1',
      request_id: 'r1',
    })
    const [, created] = await list('tenant=one')
    expect(created).toMatchObject({ action: 'tenant.create', before: null, ip: '203.0.113.9' })
  })

  test('is filtered by tenant, action, actor, target and time', async () => {
    const [entry] = await list('tenant=one')
    expect((await list(`target=${two}`)).map((each: { action: string }) => each.action)).toEqual(['tenant.create'])
    expect(await list('action=tenant.update')).toEqual([entry])
    expect((await list(`actor=${entry.actor.id}`)).length).toBe(3)
    expect(await list(`actor=${entry.actor.id}&target_kind=key`)).toEqual([])
    expect(await list(`before=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).toEqual([])
    expect((await list(`after=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).length).toBeGreaterThan(2)
  })

  test('shows a tenant its own entries alone, and an app none', async () => {
    const key = await makeKey({ tenant: one })
    const tenants = (await list('limit=100', key)).map((entry: { tenant: string }) => entry.tenant)
    expect(new Set(tenants)).toEqual(new Set([one]))
    expect((await rest.call('GET', `/api/v1/audit?tenant=${two}`, { key })).status).toBe(404)
    const app = await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: one, name: 'App' } })
    const appKey = await makeKey({ app: app.json.id })
    expect((await rest.call('GET', '/api/v1/audit', { key: appKey })).status).toBe(403)
  })

  test('names who did something of late, once each, and nobody of another tenant', async () => {
    const key = await makeKey({ tenant: two, name: 'Stranger' })
    await rest.call('PATCH', '/api/v1/tenants/two', { key, body: { name: 'Two' } })
    const namesFor = async (tenant: string) => (await listAuditActors(systemActor, { tenant })).map(({ name }) => name)
    expect(await namesFor('one')).toEqual(['Auditor'])
    expect(await namesFor('two')).toEqual(['Auditor', 'Stranger'])
    const ofApp = actorOf({ tenantId: uuidOf('tenant', one), appId: newUuid() })
    await expect(listAuditActors(ofApp, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('has no entry for a change that did not happen', async () => {
    const attempt = database().prisma.$transaction(async (tx) => {
      await recordAuditEntry(tx, systemActor, {
        action: 'thing.break',
        targetKind: 'thing',
        targetId: 'x',
        tenantId: null,
      })
      throw new Error('broken')
    })
    await expect(attempt).rejects.toThrow('broken')
    expect(await list('action=thing.break')).toEqual([])
  })

  test('names what was changed as it is called now, deleted or not', async () => {
    const call = async (method: string, path: string, body?: object) =>
      (await rest.call(method, `/api/v1/${path}`, { key: operator, ...(body && { body }) })).json
    const tenant = await call('POST', 'tenants', { uid: 'three', name: 'Three' })
    const url = 'https://192.0.32.7/hook'
    const subscription = toId(
      'subscription',
      await insertSubscription({ tenantId: uuidOf('tenant', tenant.id) ?? '', url }),
    )
    await call('DELETE', `webhooks/subscriptions/${subscription}`)
    const app = await call('POST', 'apps', { tenant: 'three', name: 'Notes' })
    const invited = await call('POST', 'members', { tenant: 'three', email: 'new@example.com', role: 'viewer' })
    const targets = (await list('tenant=three&limit=100')).map((entry: { target: object }) => entry.target)
    expect(targets).toEqual(
      expect.arrayContaining([
        { kind: 'subscription', id: subscription, name: url },
        { kind: 'app', id: app.id, name: 'Notes' },
        { kind: 'member', id: invited.id, name: 'new@example.com' },
      ]),
    )
  })
})

test.each([
  ['update', "update audit_entries set action = 'nothing'"],
  ['delete', 'delete from audit_entries'],
  ['truncate', 'truncate audit_entries'],
])('the audit log refuses %s', async (_, statement) => {
  const count = async () => (await database().pool.query('select count(*)::int as n from audit_entries')).rows[0].n
  const before = await count()
  await expect(database().pool.query(statement)).rejects.toThrow('append-only')
  expect(await count()).toBe(before)
})
