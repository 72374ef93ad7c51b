import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { auditEntries, insertSubscription } from '../../test/rows.ts'
import { uuidOf } from '../contract/ids.ts'
import { database } from '../platform/database.ts'

const rest = useRest(useDatabase())
let operator: string
beforeAll(async () => {
  operator = await makeKey()
})

const create = (body: object) => rest.call('POST', '/api/v1/tenants', { key: operator, body })

describe('tenants', () => {
  test('are created, read by id and by uid, changed and deleted, each change in the audit log', async () => {
    const created = await create({ uid: 'acme', name: 'Acme' })
    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({ uid: 'acme', name: 'Acme', publish_rate_per_second: null })
    for (const ref of [created.json.id, 'acme']) {
      expect((await rest.call('GET', `/api/v1/tenants/${ref}`, { key: operator })).json).toEqual(created.json)
    }
    const changed = await rest.call('PATCH', '/api/v1/tenants/acme', {
      key: operator,
      body: { name: 'Acme Ltd', publish_rate_per_second: 5 },
    })
    expect(changed.json).toMatchObject({ uid: 'acme', name: 'Acme Ltd', publish_rate_per_second: 5 })
    const { pool } = database()
    await pool.query(
      `insert into inboxes (id, tenant_id, kind, token, name, status, expires_at)
       values (gen_random_uuid(), $1, 'builtin', 'token-of-acme', 'Mine', 200, now() + interval '1 day')`,
      [uuidOf('tenant', created.json.id)],
    )
    expect((await rest.call('DELETE', '/api/v1/tenants/acme', { key: operator })).status).toBe(204)
    expect((await pool.query(`select from inboxes where token = 'token-of-acme'`)).rowCount).toBe(0)
    expect((await rest.call('GET', '/api/v1/tenants/acme', { key: operator })).status).toBe(404)
    const entries = (await auditEntries()).filter((entry) => entry.target_id === created.json.id)
    expect(entries.map((entry) => entry.action)).toEqual(['tenant.create', 'tenant.update', 'tenant.delete'])
    expect(entries[1]).toMatchObject({ before: { name: 'Acme' }, after: { name: 'Acme Ltd' } })
  })

  test('PUT creates once and updates from then on', async () => {
    const put = (body: object) => rest.call('PUT', '/api/v1/tenants/globex', { key: operator, body })
    const first = await put({ name: 'Globex', publish_rate_per_second: 9 })
    expect(first).toMatchObject({ status: 201, json: { uid: 'globex', publish_rate_per_second: 9 } })
    const second = await put({ name: 'Globex Inc' })
    expect(second.status).toBe(200)
    expect(second.json).toMatchObject({ id: first.json.id, name: 'Globex Inc', publish_rate_per_second: null })
  })

  test('concurrent PUTs of one new uid make one tenant', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        rest.call('PUT', '/api/v1/tenants/race', { key: operator, body: { name: 'Race' } }),
      ),
    )
    expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  })

  test('a uid is unique, may be used again after a deletion and must not look like an id', async () => {
    await create({ uid: 'initech', name: 'Initech' })
    expect(await create({ uid: 'initech', name: 'Other' })).toMatchObject({
      status: 409,
      json: { code: 'conflict', errors: [{ pointer: '/uid', message: 'another tenant has this id' }] },
    })
    await rest.call('DELETE', '/api/v1/tenants/initech', { key: operator })
    expect((await create({ uid: 'initech', name: 'Initech again' })).status).toBe(201)
    const disguised = await create({ uid: 'ten_01jd3z8k7me8n9v5t2qa4w6x1b', name: 'x' })
    expect(disguised).toMatchObject({ status: 422, json: { errors: [{ pointer: '/uid' }] } })
  })

  test('a PUT with an id that does not exist creates nothing', async () => {
    const answer = await rest.call('PUT', '/api/v1/tenants/ten_01jd3z8k7me8n9v5t2qa4w6x1b', {
      key: operator,
      body: { name: 'x' },
    })
    expect(answer.status).toBe(404)
  })

  test('a key of a tenant sees and renames that tenant, and may not raise its limit', async () => {
    const own = (await create({ uid: 'umbrella', name: 'Umbrella' })).json
    const key = await makeKey({ tenant: own.id })
    const listed = await rest.call('GET', '/api/v1/tenants', { key })
    expect(listed.json.data).toEqual([{ ...own, subscriptions: 0 }])
    expect((await rest.call('PATCH', '/api/v1/tenants/umbrella', { key, body: { name: 'U' } })).status).toBe(200)
    for (const body of [{ publish_rate_per_second: 1_000_000 }, { uid: 'other' }]) {
      expect((await rest.call('PATCH', '/api/v1/tenants/umbrella', { key, body })).status).toBe(403)
    }
    expect((await rest.call('DELETE', '/api/v1/tenants/umbrella', { key })).status).toBe(403)
    expect((await rest.call('POST', '/api/v1/tenants', { key, body: { name: 'x' } })).status).toBe(403)
  })

  test('deleting one stops its keys at once', async () => {
    const own = (await create({ name: 'Short-lived' })).json
    const key = await makeKey({ tenant: own.id })
    expect((await rest.call('GET', '/api/v1/tenants', { key })).status).toBe(200)
    await rest.call('DELETE', `/api/v1/tenants/${own.id}`, { key: operator })
    await expect
      .poll(async () => (await rest.call('GET', '/api/v1/tenants', { key })).status, { timeout: 2_000 })
      .toBe(401)
  })

  test('lists go by cursor from the newest to the oldest and back', async () => {
    for (let n = 0; n < 5; n++) await create({ name: `Listed ${n}` })
    const page = (query: string) => rest.call('GET', `/api/v1/tenants?${query}`, { key: operator })
    const first = (await page('limit=2')).json
    expect(first.data.map((tenant: { name: string }) => tenant.name)).toEqual(['Listed 4', 'Listed 3'])
    expect(first).toMatchObject({ has_more: true, prev_cursor: null })
    const second = (await page(`limit=2&cursor=${first.next_cursor}`)).json
    expect(second.data.map((tenant: { name: string }) => tenant.name)).toEqual(['Listed 2', 'Listed 1'])
    const back = (await page(`limit=2&cursor=${second.prev_cursor}`)).json
    expect(back.data).toEqual(first.data)
  })

  test('are searched by name and uid, whatever the capitals and the wildcards of the database', async () => {
    await create({ name: 'Sought 100% Ltd', uid: 'sought-uid' })
    await create({ name: 'Sought 1000 Ltd' })
    const names = async (search: string) =>
      (await rest.call('GET', `/api/v1/tenants?search=${encodeURIComponent(search)}`, { key: operator })).json.data.map(
        (tenant: { name: string }) => tenant.name,
      )
    expect(await names('sought')).toEqual(['Sought 1000 Ltd', 'Sought 100% Ltd'])
    expect(await names('100%')).toEqual(['Sought 100% Ltd'])
    expect(await names('SOUGHT-UID')).toEqual(['Sought 100% Ltd'])
  })
})

test('the list says how many subscriptions each has; a key of an app counts its own', async () => {
  const { id } = (await create({ name: 'Counted' })).json
  const tenantId = uuidOf('tenant', id) ?? ''
  const app = (await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: id, name: 'App' } })).json.id
  await insertSubscription({ tenantId })
  await insertSubscription({ tenantId, appId: uuidOf('app', app) })
  const counted = async (key: string) => {
    const { data } = (await rest.call('GET', '/api/v1/tenants', { key })).json
    return data.find((tenant: { id: string }) => tenant.id === id).subscriptions
  }
  expect(await counted(operator)).toBe(2)
  expect(await counted(await makeKey({ app }))).toBe(1)
})

describe('where a tenant may deliver to, and who may frame its portal', () => {
  const settings = {
    ip_allow: ['198.51.100.0/24'],
    ip_deny: ['198.51.100.7'],
    frame_ancestors: ['https://app.example.com', 'https://*.example.com:8443', 'http://localhost:5173'],
    portal_theme: { accent: '#112233', logo: 'data:image/png;base64,aGk=' },
  }

  test('are kept, replaced by PUT, and in the audit log', async () => {
    const created = await create({ uid: 'walled', name: 'Walled', ...settings })
    expect(created.json).toMatchObject(settings)
    const put = await rest.call('PUT', '/api/v1/tenants/walled', { key: operator, body: { name: 'Walled' } })
    expect(put.json).toMatchObject({ ip_allow: [], ip_deny: [], frame_ancestors: [], portal_theme: null })
    const [entry] = (await auditEntries()).filter(({ target_id }) => target_id === created.json.id).slice(-1)
    expect(entry).toMatchObject({ before: settings, after: { ip_deny: [] } })
  })

  test.each([
    ['ip_allow', ['999.1.1.1']],
    ['ip_deny', ['::ffff:10.0.0.0/104']],
    ['frame_ancestors', ["https://app.example.com; script-src 'unsafe-inline'"]],
    ['frame_ancestors', ['*']],
    ['frame_ancestors', ['https://*']],
    ['frame_ancestors', ['http://app.example.com']],
    ['frame_ancestors', ["'self'"]],
    ['frame_ancestors', ['https://a.example\r\nX-Evil: 1']],
    ['portal_theme', { accent: 'red;background:url(https://evil.example)' }],
    ['portal_theme', { logo: 'https://evil.example/logo.png' }],
    ['portal_theme', { logo: 'data:text/html;base64,aGk=' }],
    ['portal_theme', { css: 'x' }],
  ])('%s cannot be %j', async (field, value) => {
    expect(await create({ name: 'Bad', [field]: value })).toMatchObject({ status: 422 })
  })

  test('are the operator’s: a key of the tenant cannot change them', async () => {
    const tenant = (await create({ name: 'Own' })).json.id
    const key = await makeKey({ tenant })
    for (const [field, value] of Object.entries(settings)) {
      const answer = await rest.call('PATCH', `/api/v1/tenants/${tenant}`, { key, body: { [field]: value } })
      expect(answer.status, field).toBe(403)
    }
  })
})
