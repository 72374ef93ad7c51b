import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, startRest, useRest } from '../../test/rest-api.ts'
import { auditEntries } from '../../test/rows.ts'
import { uuidOf } from '../contract/ids.ts'
import { scopes } from '../contract/scopes.ts'
import { database } from '../platform/database.ts'
import { ensureOperatorKey } from './ensure-operator-key.ts'
import { hashKey, keyUuid } from './key-format.ts'

const db = useDatabase()
const rest = useRest(db)
const path = '/api/v1/keys'
/** Any call that every key may make. */
const anything = '/api/v1/webhooks/event-types'
let operator: string
beforeAll(async () => {
  operator = await makeKey()
  for (const uid of ['one', 'two']) {
    await rest.call('PUT', `/api/v1/tenants/${uid}`, { key: operator, body: { name: uid } })
  }
})

const create = (body: object, key = operator) =>
  rest.call('POST', path, { key, body: { name: 'CI', scopes: ['events:write'], ...body } })
const use = (key: string, more: object = {}) => rest.call('GET', anything, { key, ...more })

describe('creating', () => {
  test('shows the key once and stores its hash alone', async () => {
    const created = await create({ tenant: 'one' })
    expect(created.status).toBe(201)
    const { key, ...shown } = created.json
    expect(key).toMatch(/^pt_[0-9a-z]{26}_[0-9A-Za-z]{49}$/)
    expect((await rest.call('GET', `${path}/${shown.id}`, { key: operator })).json).toEqual(shown)
    expect((await rest.call('GET', path, { key: operator })).json.data[0]).toEqual(shown)
    const stored = await database().pool.query('select * from api_keys where id = $1', [uuidOf('apiKey', shown.id)])
    expect(JSON.stringify([stored.rows, await auditEntries()])).not.toContain(key.slice(30))
    expect(hashKey(key).equals(stored.rows[0].secret_hash)).toBe(true)
    expect((await auditEntries()).at(-1)).toMatchObject({ action: 'key.create', target_id: shown.id })
  })

  test('a key gives away no scope it lacks', async () => {
    const key = await makeKey({ scopes: ['keys:admin', 'events:write'] })
    const answer = await create({ scopes: ['events:write', 'secrets:read', 'tenants:admin'] }, key)
    expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    expect(answer.json.detail).toContain('secrets:read, tenants:admin')
    expect((await create({}, key)).status).toBe(201)
  })

  test('a key of a tenant makes keys of that tenant only', async () => {
    const key = await makeKey({ tenant: 'one' })
    const own = await create({}, key)
    expect(own.json.tenant).toMatch(/^ten_/)
    expect((await create({ tenant: 'two' }, key)).status).toBe(404)
  })

  test('a key of an app makes keys of that app only', async () => {
    const [mine, other] = await Promise.all(
      ['Mine', 'Other'].map((name) =>
        rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'one', name } }),
      ),
    )
    const key = await makeKey({ app: mine?.json.id })
    expect((await create({}, key)).json).toMatchObject({ app: mine?.json.id, tenant: mine?.json.tenant })
    expect((await create({ app: other?.json.id }, key)).status).toBe(404)
    expect((await create({ tenant: 'two' }, key)).status).toBe(404)
  })

  test('an app of another tenant is not found', async () => {
    const app = await rest.call('POST', '/api/v1/apps', { key: operator, body: { tenant: 'two', name: 'Foreign' } })
    expect((await create({ tenant: 'one', app: app.json.id })).status).toBe(404)
  })

  test.each([
    [{ scopes: ['everything'] }, '/scopes/0'],
    [{ scopes: [] }, '/scopes'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    [{ expires_at: 'tomorrow' }, '/expires_at'],
    [{ allowed_ips: ['10.0.0.0/33'] }, '/allowed_ips/0'],
    [{ name: '' }, '/name'],
    [{ name: 'a\u0000b' }, '/name'],
    [{ role: 'owner' }, '/role'],
    [{ secret_hash: 'x' }, '/secret_hash'],
  ])('refuses %j', async (body, pointer) => {
    const answer = await create(body)
    expect(answer.status).toBe(422)
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })
})

describe('using', () => {
  test('nothing, nonsense and unknown keys get the same 401', async () => {
    const wrong = operator.slice(0, -1) + (operator.endsWith('x') ? 'y' : 'x')
    const unknown = `pt_${'z'.repeat(40)}`
    const answers = await Promise.all([wrong, unknown, 'nonsense'].map((key) => use(key)))
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } })
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    }
    expect(new Set(answers.map((answer) => answer.json.detail)).size).toBe(1)
    expect((await rest.call('GET', anything)).status).toBe(401)
  })

  test('an expired key says so', async () => {
    const { json } = await create({ expires_at: new Date(Date.now() + 3_600_000).toISOString() })
    await database().pool.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [
      keyUuid(json.key),
    ])
    expect(await use(json.key)).toMatchObject({ status: 401, json: { code: 'key_expired' } })
  })

  test('a key works from its addresses only', async () => {
    const key = await makeKey({ allowed_ips: ['203.0.113.0/24', '2001:db8::/32'] })
    expect((await use(key, { ip: '203.0.113.9' })).status).toBe(200)
    expect((await use(key, { ip: '2001:db8::7' })).status).toBe(200)
    expect((await use(key, { ip: '::ffff:203.0.113.9' })).status).toBe(200)
    expect(await use(key, { ip: '198.51.100.1' })).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    // The left part of X-Forwarded-For is what the client wrote.
    expect((await use(key, { ip: '203.0.113.9, 198.51.100.1' })).status).toBe(403)
  })

  test('the last use is written down', async () => {
    const { json } = await create({})
    await use(json.key)
    const lastUsed = async () =>
      (await rest.call('GET', `${path}/${json.id}`, { key: operator })).json.last_used_at as string | null
    await expect.poll(lastUsed, { timeout: 10_000, interval: 200 }).not.toBeNull()
  })

  test('guessing from one address is stopped, for right and wrong keys alike, and nobody else', async () => {
    const ip = '192.0.2.77'
    const fresh = await makeKey()
    const guesses = await Promise.all(Array.from({ length: 25 }, (_, n) => use(`pt_${'guess'.repeat(6)}${n}`, { ip })))
    expect(guesses.every((guess) => guess.status === 401 || guess.status === 429)).toBe(true)
    const next = await use(`pt_${'guess'.repeat(7)}`, { ip })
    expect(next).toMatchObject({ status: 429, json: { code: 'rate_limited' } })
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await use(fresh, { ip })).json.detail).toBe(next.json.detail)
    expect((await use(fresh, { ip: '192.0.2.78' })).status).toBe(200)
  })
})

describe('signed requests', () => {
  const call = (key: string, headers: Record<string, string>, body = '{"name":"Signed"}') =>
    rest.call('PUT', '/api/v1/tenants/signed', { key, body, headers })
  const sign = (key: string, body: string, atSeconds = Math.floor(Date.now() / 1000)) => ({
    'x-pt-signature': `t=${atSeconds},v1=${createHmac('sha256', key).update(`${atSeconds}${body}`).digest('hex')}`,
  })

  test('a key that must sign is refused without, with another body, and with an old signature, each by its own code', async () => {
    const key = await makeKey({ require_signature: true })
    const body = '{"name":"Signed"}'
    const old = Math.floor(Date.now() / 1000) - 301
    expect((await call(key, sign(key, body))).status).toBe(201)
    expect(await call(key, {})).toMatchObject({
      status: 401,
      json: { code: 'signature_missing', detail: expect.stringContaining('HMAC-SHA256') },
    })
    expect(await call(key, sign(key, '{"name":"Other"}'))).toMatchObject({
      status: 401,
      json: { code: 'signature_mismatch' },
    })
    expect(await call(key, sign(operator, body))).toMatchObject({ status: 401, json: { code: 'signature_mismatch' } })
    expect(await call(key, sign(key, body, old))).toMatchObject({ status: 401, json: { code: 'signature_expired' } })
    expect(await call(key, sign(key, body, old + 700))).toMatchObject({
      status: 401,
      json: { code: 'signature_expired' },
    })
    expect(await call(key, { 'x-pt-signature': 't=1,v1=00' })).toMatchObject({ json: { code: 'signature_mismatch' } })
  })

  test('other keys need not sign', async () => {
    await call(operator, {})
    expect((await call(operator, {})).status).toBe(200)
  })
})

describe('revoking and rotating', () => {
  test('a revoked key stops within two seconds in every process', async () => {
    const other = await startRest(db.url)
    const { json } = await create({})
    for (const server of [rest, other]) expect((await server.call('GET', anything, { key: json.key })).status).toBe(200)
    expect((await rest.call('DELETE', `${path}/${json.id}`, { key: operator })).status).toBe(204)
    for (const server of [rest, other]) {
      await expect
        .poll(async () => (await server.call('GET', anything, { key: json.key })).status, {
          timeout: 2_000,
          interval: 50,
        })
        .toBe(401)
    }
    expect((await rest.call('GET', `${path}/${json.id}`, { key: operator })).status).toBe(404)
    await other.close()
  })

  test('rotating makes a key with the same rights and ends the old one after the overlap', async () => {
    const { json: old } = await create({ tenant: 'one', scopes: ['events:write', 'stats:read'] })
    const rotated = await rest.call('POST', `${path}/${old.id}/rotate`, {
      key: operator,
      body: { overlap_seconds: 3600 },
    })
    expect(rotated).toMatchObject({ status: 201, json: { tenant: old.tenant, scopes: old.scopes, expires_at: null } })
    expect(rotated.json.key).not.toBe(old.key)
    for (const key of [old.key, rotated.json.key]) expect((await use(key)).status).toBe(200)
    const left = (await rest.call('GET', `${path}/${old.id}`, { key: operator })).json.expires_at
    expect(Date.parse(left) - Date.now()).toBeGreaterThan(3_500_000)
    expect(Date.parse(left) - Date.now()).toBeLessThanOrEqual(3_600_000)
    await rest.call('POST', `${path}/${rotated.json.id}/rotate`, { key: operator, body: { overlap_seconds: 0 } })
    await expect.poll(async () => (await use(rotated.json.key)).status, { timeout: 2_000 }).toBe(401)
  })

  test('a key is replaced once: its successor keeps the expiry, and is the one to rotate', async () => {
    const rotate = (id: string) => rest.call('POST', `${path}/${id}/rotate`, { key: operator })
    const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString()
    const { json: old } = await create({ expires_at: expiresAt })
    const answers = await Promise.all([rotate(old.id), rotate(old.id)])
    const successor = answers.find(({ status }) => status === 201)?.json
    expect(successor.expires_at).toBe(expiresAt)
    expect(successor.replaced_by).toBeNull()
    const replaced = await rest.call('GET', `${path}/${old.id}`, { key: operator })
    expect(replaced.json.replaced_by).toBe(successor.id)
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      json: { code: 'conflict', detail: expect.stringContaining(successor.id) },
    })
    expect(await rotate(successor.id)).toMatchObject({ status: 201, json: { expires_at: expiresAt } })
  })

  test('rotating is no way to more rights', async () => {
    const key = await makeKey({ tenant: 'one', scopes: ['keys:admin'] })
    const { json: strong } = await create({ tenant: 'one', scopes: ['secrets:read'] })
    expect((await rest.call('POST', `${path}/${strong.id}/rotate`, { key })).status).toBe(403)
    const { json: foreign } = await create({ tenant: 'two' })
    expect((await rest.call('POST', `${path}/${foreign.id}/rotate`, { key })).status).toBe(404)
    expect((await rest.call('DELETE', `${path}/${foreign.id}`, { key })).status).toBe(404)
  })
})

describe('the first operator key', () => {
  test('any 32 characters that begin pt_ can be it, once, and it may do everything', async () => {
    const plain = `pt_${'operator-key!'.repeat(3)}`
    const results = await Promise.all([ensureOperatorKey(plain), ensureOperatorKey(plain), ensureOperatorKey(plain)])
    expect(results.filter((result) => result.created)).toHaveLength(1)
    expect(results.every((result) => result.key === plain)).toBe(true)
    expect((await use(plain)).status).toBe(200)
    expect((await create({ scopes: [...scopes] }, plain)).status).toBe(201)
  })

  test('without one given, nothing is made while there is an operator key', async () => {
    expect(await ensureOperatorKey()).toEqual({ key: null, created: false })
  })

  test('one that was revoked is not made again', async () => {
    const plain = `pt_${'revoked-key-'.repeat(3)}`
    await ensureOperatorKey(plain)
    const listed = await rest.call('GET', path, { key: operator })
    const { id } = listed.json.data.find((key: { hint: string; name: string }) => key.hint === plain.slice(-4))
    await rest.call('DELETE', `${path}/${id}`, { key: operator })
    expect(await ensureOperatorKey(plain)).toEqual({ key: plain, created: false })
    expect((await use(plain)).status).toBe(401)
  })

  test.each(['pt_short', 'xx_0123456789012345678901234567890123456789', `pt_${'a b'.repeat(15)}`])(
    'refuses %j with a sentence that says what it must be',
    async (plain) => {
      await expect(ensureOperatorKey(plain)).rejects.toThrow('POSTRIDER_INIT_OPERATOR_KEY must be')
    },
  )
})
