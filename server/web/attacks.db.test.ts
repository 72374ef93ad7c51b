import { request } from 'node:http'
import { connect } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useEngineGround } from '../../test/engine.ts'
import { usePortal } from '../../test/portal.ts'
import { callRest, makeKey } from '../../test/rest-api.ts'
import { hashKey } from '../api-keys/key-format.ts'
import { database } from '../platform/database.ts'

/**
 * Attempts beyond the vectors that are shared with the outbound guard, each by somebody who wants in, out, or to see what
 * is another's. A new idea for an attack belongs here.
 */

const portal = usePortal(useDatabase())
useEngineGround()

let operator: string
let mine: { tenant: string; key: string; subscription: string; secret: string }

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, key = mine.key) =>
  callRest(portal.origin, method, `/api/v1${path}`, { key, body, headers })

beforeAll(async () => {
  operator = await makeKey()
  const asOperator = (path: string, body: object) =>
    callRest(portal.origin, 'POST', `/api/v1${path}`, { key: operator, body })
  const tenant = (await asOperator('/tenants', { uid: 'mine', name: 'Mine' })).json.id
  await asOperator('/tenants', { uid: 'theirs', name: 'Theirs' })
  const settings = { tenant, url: 'http://localhost:4999/', events: ['*'] }
  const { id, secret } = (await asOperator('/webhooks/subscriptions', settings)).json
  mine = { tenant, subscription: id, secret, key: await makeKey({ tenant }) }
})

/** Bytes as they are: fetch would tidy them. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(portal.origin).port), '127.0.0.1', () => socket.end(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}

function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(portal.origin, { path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    outgoing.on('error', reject).end()
  })
}

describe('getting in without a key', () => {
  test.each([
    ['no header', {}],
    ['an empty key', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic cHRfeDo=' }],
    ['a key in the scheme', { authorization: 'pt_x' }],
    ['SQL', { authorization: "Bearer pt_'or'1'='1'--aaaaaaaaaaaaaaaaaaaaaaaa" }],
    ['a key of 300 characters', { authorization: `Bearer pt_${'x'.repeat(300)}` }],
    ['a name of a property', { authorization: 'Bearer __proto__' }],
    ['a session cookie', { cookie: 'postrider-session=x; __Host-postrider-session=x' }],
    ['a query', { 'x-original-url': '/?key=pt_x' }],
  ])('by %s fails', async (_, headers) => {
    expect(await statusOf('/api/v1/webhooks/subscriptions', headers as Record<string, string>)).toBe(401)
  })

  test('by the hash of a key that leaked from the database fails', async () => {
    for (const encoding of ['hex', 'base64'] as const) {
      const leaked = `pt_${hashKey(mine.key).toString(encoding)}`
      expect((await call('GET', '/tenants', undefined, {}, leaked)).status).toBe(401)
    }
  })

  test.each([
    ['without its last character', (key: string) => key.slice(0, -1)],
    ['in another case', (key: string) => `pt_${key.slice(3).toUpperCase()}`],
    ['with a character added', (key: string) => `${key}0`],
    ['with the secret of another', (key: string) => `${key.slice(0, 30)}${operator.slice(30)}`],
  ])('by a key %s fails', async (_, change) => {
    expect((await call('GET', '/apps', undefined, {}, change(mine.key))).status).toBe(401)
  })

  test('by guessing is slowed down for the address and tells nothing', async () => {
    const guess = (n: number) =>
      callRest(portal.origin, 'GET', '/api/v1/apps', { key: `pt_guess_${n}_${'x'.repeat(30)}`, ip: '198.51.100.77' })
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => guess(n)))
    const statuses = new Set((await Promise.all([guess(61), guess(62)])).map(({ status }) => status))
    expect(statuses).toEqual(new Set([429]))
    const told = answers.filter(({ status }) => status === 401).map(({ json }) => json.detail)
    expect(new Set(told).size).toBe(1)
  })
})

describe('going further than the key goes', () => {
  test.each([
    ['a tenant in a header', () => call('GET', '/webhooks/subscriptions', undefined, { 'x-tenant': 'theirs' }), 200],
    ['another method in a header', () => call('POST', '/apps', {}, { 'x-http-method-override': 'DELETE' }), 422],
    ['a tenant in the query twice', () => call('GET', '/apps?tenant=mine&tenant=theirs'), 422],
    ['a tenant in the query', () => call('GET', '/apps?tenant=theirs'), 404],
    ['a tenant as an array', () => call('GET', '/apps?tenant[]=theirs'), 422],
    ['a tenant as an object', () => call('POST', '/apps', { tenant: { not: 'mine' }, name: 'x' }), 422],
    ['an operator in a filter', () => call('GET', '/webhooks/deliveries?status[contains]=f'), 422],
    ['SQL in an id', () => call('GET', "/webhooks/subscriptions/sub_x'%20or%20'1'='1"), 404],
    ['SQL in a filter', () => call('GET', "/webhooks/events?type=x'%3Bdrop%20table%20events--"), 200],
    ['SQL in a limit', () => call('GET', '/apps?limit=1%3Bselect%201'), 422],
    ['SQL in a name', () => call('POST', '/apps', { tenant: 'mine', name: "'); drop table apps; --" }), 201],
    ['a cursor of our own making', () => call('GET', '/apps?cursor=eyJhdCI6IicgT1IgMT0xIn0'), 400],
    ['a path that climbs', () => call('GET', '/webhooks/subscriptions/..%2F..%2Ftenants%2Ftheirs'), 404],
    ['a path with a NUL', () => call('GET', '/webhooks/subscriptions/%00'), 404],
    ['a path that is no UTF-8', () => call('GET', '/webhooks/subscriptions/%ff'), 404],
    ['its own scopes', () => call('PATCH', '/keys/me', { scopes: ['tenants:admin'] }), 405],
    ['a key for everyone', () => call('POST', '/keys', { name: 'x', scopes: ['events:read'], tenant: 'theirs' }), 404],
  ])('by %s does not', async (_, attempt, status) => {
    const answer = await attempt()
    expect(answer.status, JSON.stringify(answer.json)).toBe(status)
    expect(JSON.stringify(answer.json)).not.toMatch(/"name":"Theirs"|syntax error|prisma|postgres/i)
  })

  test('the tables are still there', async () => {
    const { rows } = await database().pool.query("select to_regclass('events') as e, to_regclass('apps') as a")
    expect(rows).toEqual([{ e: 'events', a: 'apps' }])
  })

  test.each(['__proto__', 'constructor', 'prototype'])('polluting with %s changes nobody', async (name) => {
    const body = `{"tenant":"mine","name":"x","${name}":{"isAdmin":true,"scopes":["tenants:admin"]}}`
    expect((await call('POST', '/apps', body)).status).toBe(422)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('metadata may be called anything and stays data', async () => {
    const body = `{"metadata":{"__proto__":"a","constructor":"b","toString":"c"}}`
    const answer = await call('PATCH', `/webhooks/subscriptions/${mine.subscription}`, body)
    expect(answer.status).toBeLessThan(500)
    expect(Object.getPrototypeOf(answer.json.metadata ?? {})).toBe(Object.prototype)
  })
})

describe('headers of deliveries', () => {
  test.each([
    ['a line break', { 'x-a': 'b\r\nX-Evil: 1' }],
    ['a line break in the name', { 'x-a\r\nx-evil': '1' }],
    ['a signature', { 'X-PT-Signature': 't=1,v1=0' }],
    ['a webhook-id', { 'Webhook-Id': 'x' }],
    ['a host', { host: 'internal.example' }],
    ['a length', { 'content-length': '0' }],
    ['an encoding', { 'Transfer-Encoding': 'chunked' }],
    ['a connection', { connection: 'upgrade' }],
  ])('take no %s', async (_, headers) => {
    expect((await call('PATCH', `/webhooks/subscriptions/${mine.subscription}`, { headers })).status).toBe(422)
  })
})

describe('what is costly', () => {
  test.each([
    ['a body of 2 MiB', () => call('POST', '/apps', { name: 'x'.repeat(2 * 1024 * 1024) }), 413],
    ['deep nesting', () => call('POST', '/apps', `${'['.repeat(100_000)}${']'.repeat(100_000)}`), 400],
    ['a page of a million', () => call('GET', '/apps?limit=1000000'), 422],
    ['a name of 100,000', () => call('POST', '/apps', { tenant: 'mine', name: 'x'.repeat(100_000) }), 422],
    [
      'a hundred thousand patterns',
      () => call('PATCH', `/webhooks/subscriptions/${mine.subscription}`, { events: Array(100_000).fill('a.*') }),
      422,
    ],
    [
      'a pattern that backtracks',
      () => call('PATCH', `/webhooks/subscriptions/${mine.subscription}`, { events: [`${'a*'.repeat(50)}!`] }),
      422,
    ],
    [
      'an Idempotency-Key of 10,000',
      () => call('POST', '/apps', { tenant: 'mine', name: 'x' }, { 'idempotency-key': 'x'.repeat(10_000) }),
      422,
    ],
  ])('%s is refused at once', async (_, attempt, status) => {
    const startedAt = performance.now()
    expect((await attempt()).status).toBe(status)
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('a batch of a thousand procedures is refused', async () => {
    expect(await statusOf(`/api/trpc/${Array(1_000).fill('me.get').join(',')}?batch=1`)).toBe(400)
    expect(await statusOf(`/api/trpc/${Array(500).fill('me.get').join('%2C')}?batch=1`)).toBe(400)
  })
})

describe('what stands between us and the browser', () => {
  test('answers are kept by no cache', async () => {
    for (const path of ['/apps', '/nothing', `/webhooks/subscriptions/${mine.subscription}`]) {
      expect((await call('GET', path)).headers.get('cache-control'), path).toBe('no-store')
    }
  })

  test.each([
    ['two lengths', 'POST /api/v1/apps HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello'],
    [
      'a length and chunks',
      'POST /api/v1/apps HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bare line feed in a header', 'GET /api/v1/apps HTTP/1.1\r\nHost: x\r\nX-A: b\nX-B: c\r\n\r\n'],
    ['a space before the colon', 'GET /api/v1/apps HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n'],
  ])('a request with %s is refused, so that no proxy reads another', async (_, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 4/)
  })

  test('a request id with a line break or markup does not come back', async () => {
    for (const id of ['<script>', 'a b', 'x'.repeat(500)]) {
      const answer = await call('GET', '/apps', undefined, { 'x-request-id': id })
      expect(answer.headers.get('x-request-id')).toMatch(/^req_[\w-]+$/)
    }
  })

  test('an address that the client names itself is not believed without a trusted proxy', async () => {
    const key = await makeKey({ tenant: mine.tenant, allowed_ips: ['203.0.113.9'] })
    const attempt = (headers: Record<string, string>) => call('GET', '/apps', undefined, headers, key)
    expect((await attempt({ 'x-real-ip': '203.0.113.9' })).status).toBe(403)
    expect((await attempt({ forwarded: 'for=203.0.113.9' })).status).toBe(403)
    expect((await attempt({ 'x-postrider-client-address': '203.0.113.9' })).status).toBe(403)
    expect((await attempt({ 'x-forwarded-for': '203.0.113.9, 198.51.100.1' })).status).toBe(403)
    expect((await attempt({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(200)
  })

  test('a path in other words does not get around the check of the origin', async () => {
    const attempt = (path: string) =>
      raw(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      )
    for (const path of [
      '/api/trpc/me.setPassword',
      '/api/v1/../trpc/me.setPassword',
      '/api/v1/%2e%2e/trpc/x',
      '/inbox/../api/auth/signout',
      'http://evil.example/api/trpc/x',
      '//api/v1/../trpc/x',
    ]) {
      expect(await attempt(path), path).toMatch(/^HTTP\/1\.1 (403|404|400)/)
    }
  })

  test('secrets are in no read', async () => {
    for (const path of ['/webhooks/subscriptions', `/webhooks/subscriptions/${mine.subscription}`, '/keys', '/audit']) {
      const text = JSON.stringify((await call('GET', path)).json)
      expect(text, path).not.toContain(mine.secret)
      expect(text, path).not.toContain(mine.key)
    }
  })
})
