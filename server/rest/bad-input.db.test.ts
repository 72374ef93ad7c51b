import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useEngineGround } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'

const db = useDatabase()
useEngineGround()
const rest = useRest(db)
const events = '/api/v1/webhooks/events'
let operator: string
beforeAll(async () => {
  operator = await makeKey()
  for (const uid of ['acme', 'other']) {
    await rest.call('PUT', `/api/v1/tenants/${uid}`, { key: operator, body: { name: uid } })
  }
})

const publish = (body: unknown, more: object = {}) => rest.call('POST', events, { key: operator, body, ...more })
const event = (more: object = {}) => ({ tenant: 'acme', type: 'memory.created', data: {}, ...more })

/** The `data` of an event as it was stored to be sent, character for character. */
async function storedData(id: string): Promise<string> {
  const { rows } = await database().pool.query<{ body: Buffer }>('select body from events order by id desc limit 50')
  const body = rows.map((row) => row.body.toString()).find((text) => text.includes(id)) as string
  return body.slice(body.indexOf('"data":') + '"data":'.length, -1)
}

describe('every answer', () => {
  test('has a request id, the caller’s own when it sent a sensible one', async () => {
    const given = await rest.call('GET', '/api/v1/tenants', { key: operator, headers: { 'x-request-id': 'trace.1-a' } })
    expect(given.headers.get('x-request-id')).toBe('trace.1-a')
    const odd = await rest.call('GET', '/api/v1/nothing', { headers: { 'x-request-id': 'a b"c' } })
    expect(odd.headers.get('x-request-id')).toMatch(/^req_/)
    expect(odd.json.request_id).toBe(odd.headers.get('x-request-id'))
  })

  test('that is an error is a problem of RFC 9457', async () => {
    const answer = await rest.call('GET', '/api/v1/tenants/nobody', { key: operator })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toEqual({
      type: 'urn:postrider:problem:not_found',
      title: 'Not found',
      status: 404,
      detail: 'There is no tenant "nobody" here.',
      code: 'not_found',
      errors: [],
      request_id: answer.headers.get('x-request-id'),
    })
  })

  test('to a call that is managed says how many more are allowed', async () => {
    const answer = await rest.call('GET', '/api/v1/tenants', { key: operator })
    expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=1000;w=5')
    expect(answer.headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=0$/)
  })
})

describe('the request line', () => {
  test.each(['/api/v1', '/api/v1/', '/api/v1/nothing', '/api/v1/tenants/a/b', '/api/v1/webhooks'])(
    '%s is no path',
    async (path) => {
      expect((await rest.call('GET', path, { key: operator })).status).toBe(404)
    },
  )

  test('a method that a path does not know is 405 and says which it knows', async () => {
    const answer = await rest.call('DELETE', '/api/v1/tenants', { key: operator })
    expect(answer).toMatchObject({ status: 405, json: { code: 'method_not_allowed' } })
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD')
  })

  test('HEAD answers as GET without a body', async () => {
    const answer = await rest.call('HEAD', '/api/v1/tenants', { key: operator })
    expect(answer).toMatchObject({ status: 200, json: null })
  })

  test.each(['%00', '%', '..%2f..', 'x'.repeat(300), '%ed%a0%80', "'; drop table tenants; --"])(
    'a tenant named %j does not exist',
    async (name) => {
      expect((await rest.call('GET', `/api/v1/tenants/${name}`, { key: operator })).status).toBe(404)
    },
  )

  test.each([
    ['limit=0', '/query/limit'],
    ['limit=101', '/query/limit'],
    ['limit=ten', '/query/limit'],
    ['limit=1&limit=2', '/query/limit'],
    ['unknown=1', '/query/unknown'],
  ])('the query %s is refused', async (query, pointer) => {
    const answer = await rest.call('GET', `/api/v1/tenants?${query}`, { key: operator })
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer }] } })
  })

  test.each(['', 'nonsense', 'YXBwczpvbGRlcjowMDAwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA', "' or 1=1"])(
    'the cursor %j is refused',
    async (cursor) => {
      const answer = await rest.call('GET', `/api/v1/tenants?cursor=${encodeURIComponent(cursor)}`, { key: operator })
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid_cursor' } })
    },
  )
})

describe('the body', () => {
  const create = (body: unknown, headers: Record<string, string> = {}) =>
    rest.call('POST', '/api/v1/tenants', { key: operator, body, headers })

  test.each(['{', '{"name":}', '{"name":"a"} x', "{'name':'a'}", '[1,]', '{"name":"a\nb"}'])(
    '%j is malformed',
    async (body) => {
      expect(await create(body)).toMatchObject({ status: 400, json: { code: 'malformed_json' } })
    },
  )

  test('invalid UTF-8 is malformed', async () => {
    expect(await create(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({ status: 400 })
  })

  test('the answer to 70 levels says how many there may be', async () => {
    const answer = await create(`{"name":${'['.repeat(70)}${']'.repeat(70)}}`)
    expect(answer.json).toMatchObject({
      code: 'malformed_json',
      title: 'The body is no JSON that can be taken',
      detail: 'The body is nested deeper than 64 levels.',
    })
  })

  test('nested beyond 64 levels is refused, and a million levels do no harm', async () => {
    for (const depth of [65, 400_000]) {
      expect(await create(`{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`)).toMatchObject({ status: 400 })
    }
  })

  test.each([['null'], ['[]'], ['"text"'], ['7']])('%s instead of an object is refused', async (body) => {
    expect(await create(body)).toMatchObject({ status: 422, json: { code: 'validation_failed' } })
  })

  test('no body at all is refused by the fields that are missing', async () => {
    const answer = await rest.call('POST', '/api/v1/tenants', { key: operator })
    expect(answer.json.errors).toEqual([{ pointer: '/name', message: 'is required' }])
  })

  test('every fault is named with its pointer', async () => {
    const answer = await create({ name: 7, publish_rate_per_second: 0, 'a/b~c': 1 })
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/a~1b~0c',
      '/name',
      '/publish_rate_per_second',
    ])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json2', 'multipart/form-data'])(
    'as %s is 415',
    async (type) => {
      const answer = await create('{"name":"a"}', { 'content-type': type })
      expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported_media_type' } })
    },
  )

  test.each([
    [{ 'content-type': 'application/json; charset=utf-16' }, 'charset=utf-16'],
    [{ 'content-encoding': 'gzip' }, 'Content-Encoding \\"gzip\\"'],
  ])('with %j is 415, which says so; published events too', async (headers, named) => {
    for (const path of ['/api/v1/tenants', '/api/v1/webhooks/events']) {
      const answer = await rest.call('POST', path, { key: operator, body: '{"name":"a"}', headers })
      expect(answer.status).toBe(415)
      expect(JSON.stringify(answer.json.detail)).toContain(named)
    }
  })

  test('as application/json with a charset is fine', async () => {
    expect((await create('{"name":"a"}', { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(201)
  })

  test('of more than a mebibyte is 413, announced or not', async () => {
    const body = JSON.stringify({ name: 'a'.repeat(1024 * 1024) })
    expect(await create(body)).toMatchObject({ status: 413, json: { code: 'payload_too_large' } })
    expect(await sendChunked(body)).toContain('HTTP/1.1 413')
  })

  /** Chunked: the server learns the size only as it reads. */
  function sendChunked(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(rest.origin).port), '127.0.0.1')
      let answer = ''
      socket.on('data', (data) => {
        answer += data
        if (answer.includes('\r\n\r\n')) socket.end()
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
      socket.write(
        `POST /api/v1/tenants HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${operator}\r\n` +
          `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const half = body.length >> 1
      for (const part of [body.slice(0, half), body.slice(half)]) {
        socket.write(`${part.length.toString(16)}\r\n${part}\r\n`)
      }
      socket.write('0\r\n\r\n')
    })
  }

  test('where none belongs is refused', async () => {
    const { id } = (await create({ name: 'Bodyless' })).json
    const made = await rest.call('POST', '/api/v1/webhooks/subscriptions', {
      key: operator,
      body: { tenant: id, url: 'http://localhost:4000/', events: ['*'] },
    })
    const pause = (body: unknown) =>
      rest.call('POST', `/api/v1/webhooks/subscriptions/${made.json.id}/pause`, { key: operator, body })
    expect((await pause({ status: 'disabled' })).status).toBe(422)
    expect((await pause({})).status).toBe(200)
  })
})

describe('publishing', () => {
  test('one event answers 202 with its id', async () => {
    const answer = await publish(event())
    expect(answer).toMatchObject({ status: 202, json: { duplicate: false, deliveries: 0 } })
    expect(answer.json.id).toMatch(/^evt_/)
  })

  test.each([
    [{ tenant: 'nobody' }, 404, 'not_found'],
    [{ tenant: toId('tenant', randomUUID()) }, 404, 'not_found'],
    [{ type: 'memory.forgotten' }, 422, 'validation_failed'],
    [{ version: '99' }, 422, 'validation_failed'],
    [{ type: 'Memory Created' }, 422, 'validation_failed'],
    [{ tenant: 'a\u0000b' }, 422, 'validation_failed'],
    [{ tenant: '\ud800' }, 422, 'validation_failed'],
    [{ occurred_at: 'yesterday' }, 422, 'validation_failed'],
    [{ id: 'evt_mine' }, 422, 'validation_failed'],
    [{ status: 'succeeded' }, 422, 'validation_failed'],
  ])('%j is refused with %i', async (more, status, code) => {
    expect(await publish(event(more))).toMatchObject({ status, json: { code } })
  })

  test('a key of a tenant publishes for that tenant alone', async () => {
    const key = await makeKey({ tenant: 'other', scopes: ['events:write'] })
    expect(await publish(event(), { key })).toMatchObject({ status: 404, json: { code: 'not_found' } })
    expect((await publish(event({ tenant: 'other' }), { key })).status).toBe(202)
    // Which it need not name.
    expect((await publish(event({ tenant: undefined }), { key })).status).toBe(202)
    const batch = await publish({ events: [event(), event({ tenant: 'other' })] }, { key })
    expect(batch.json.results[0].error).toMatchObject({ code: 'not_found', status: 404 })
    expect(batch.json.results[1].id).toMatch(/^evt_/)
  })

  test('needs the scope events:write, and says so', async () => {
    const key = await makeKey({ scopes: ['events:read'] })
    const answer = await publish(event(), { key })
    expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    expect(answer.json.detail).toContain('events:write')
  })

  test.each(['{', '[]', '{"tenant":"acme","tenant":"acme","type":"memory.created","data":{}}', '{"events":[}'])(
    '%s is refused',
    async (body) => {
      const answer = await publish(body)
      expect([400, 422]).toContain(answer.status)
    },
  )

  test('another content type is 415', async () => {
    expect((await publish('{}', { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })

  test('data of exactly a mebibyte is accepted, one byte more is not', async () => {
    const data = (bytes: number) => JSON.stringify(event()).replace('{}', `"${'a'.repeat(bytes - 2)}"`)
    expect((await publish(data(1024 * 1024))).status).toBe(202)
    expect(await publish(data(1024 * 1024 + 1))).toMatchObject({ status: 413, json: { code: 'payload_too_large' } })
  })

  test('a request of more than 8 MiB is 413', async () => {
    const answer = await publish(' '.repeat(8 * 1024 * 1024 + 1))
    expect(answer).toMatchObject({ status: 413, json: { code: 'payload_too_large' } })
  })

  test('data may nest 64 levels, not 65', async () => {
    const nested = (depth: number) => JSON.stringify(event()).replace('{}', '['.repeat(depth) + ']'.repeat(depth))
    expect((await publish(nested(64))).status).toBe(202)
    expect(await publish(nested(65))).toMatchObject({ status: 400, json: { code: 'malformed_json' } })
    expect((await publish(nested(70))).json.detail).toBe('data may nest 64 levels deep, not 70.')
    expect((await publish(nested(1001))).json.detail).toContain('data may nest 64 levels deep')
  })

  test('a batch takes 1,000 events, not 1,001', async () => {
    const batch = (count: number) => publish({ events: Array.from({ length: count }, () => event()) })
    const full = await batch(1000)
    expect(full.status).toBe(202)
    expect(full.json.results).toHaveLength(1000)
    expect(new Set(full.json.results.map((result: { id: string }) => result.id)).size).toBe(1000)
    expect(await batch(1001)).toMatchObject({ status: 422, json: { errors: [{ pointer: '/events' }] } })
  })

  test('in a batch each event has its own result', async () => {
    const answer = await publish({
      events: [event(), event({ type: 'memory.forgotten' }), event({ tenant: 'nobody' })],
    })
    expect(answer.status).toBe(202)
    expect(answer.json.results[0]).toMatchObject({ duplicate: false })
    expect(answer.json.results[1].error).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/type' }] })
    expect(answer.json.results[2].error).toMatchObject({ code: 'not_found' })
  })

  test.each([
    ['a NUL character', '{"text":"a\\u0000b"}'],
    ['a lone surrogate', '{"text":"\\ud800"}'],
    ['a 20-digit integer', '{"n":12345678901234567890}'],
    ['1e400', '{"n":1e400,"m":-0.0,"k":1.10}'],
    ['key order, escapes and spaces', '{ "b" : 1, "a" : "\\u00e9\\/", "10":0, "2":0 }'],
    ['the same key twice inside', '{"a":1,"a":2}'],
  ])('%s in the data is kept byte for byte', async (_, data) => {
    const answer = await publish(JSON.stringify(event()).replace('{}', data))
    expect(answer.status).toBe(202)
    expect(await storedData(answer.json.id)).toBe(data)
  })
})

describe('publishing with an idempotency key', () => {
  test('50 concurrent requests make one event and get 50 equal answers but for one', async () => {
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n % 2 ? publish(event({ idempotency_key: key })) : publish(event(), { headers: { 'idempotency-key': key } }),
      ),
    )
    expect(answers.every((answer) => answer.status === 202)).toBe(true)
    expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1)
    expect(answers.filter((answer) => !answer.json.duplicate)).toHaveLength(1)
    const { rows } = await database().pool.query('select count(*)::int as n from events where idempotency_key = $1', [
      key,
    ])
    expect(rows[0].n).toBe(1)
  })

  test('another body with the same key is 422', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    await publish(event(), { headers })
    const answer = await publish(event({ data: { other: true } }), { headers })
    expect(answer).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } })
  })

  test('the same key of two tenants makes two events', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const [one, two] = [await publish(event(), { headers }), await publish(event({ tenant: 'other' }), { headers })]
    expect(two.json).toMatchObject({ duplicate: false })
    expect(two.json.id).not.toBe(one.json.id)
  })

  test('header and field must agree, and a batch takes no header', async () => {
    const headers = { 'idempotency-key': 'a' }
    expect((await publish(event({ idempotency_key: 'b' }), { headers })).status).toBe(422)
    expect((await publish({ events: [event()] }, { headers })).status).toBe(422)
  })
})

describe('correlation', () => {
  const correlationOf = async (body: object, headers: Record<string, string>) => {
    const { json } = await publish(body, { headers })
    const { rows } = await database().pool.query('select body from events order by id desc limit 1')
    const sent = JSON.parse(rows[0].body.toString())
    expect(sent.id).toBe(json.id)
    return { sent, id: json.id }
  }
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

  test('comes from the event, else X-Correlation-Id, else the trace, else the event’s id', async () => {
    const both = { 'x-correlation-id': 'from-header', traceparent }
    expect((await correlationOf(event({ correlation_id: 'own' }), both)).sent.correlation_id).toBe('own')
    expect((await correlationOf(event(), both)).sent.correlation_id).toBe('from-header')
    expect((await correlationOf(event(), { traceparent })).sent.correlation_id).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
    const plain = await correlationOf(event(), { traceparent: 'nonsense' })
    expect(plain.sent.correlation_id).toBe(plain.id)
  })
})
