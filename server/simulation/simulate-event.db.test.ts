import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publish, testSecret, useEngineGround } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId } from '../contract/ids.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { signatureHeaders } from '../signing/sign-request.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
const path = '/api/v1/webhooks'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

test('the simulator says of every subscription what publishing then does', async () => {
  const tenant = await makeTenant()
  const url = 'http://localhost:4997/'
  const made: Record<string, string> = {}
  const make = async (name: string, columns: Record<string, unknown>) => {
    made[name] = await makeSubscription(tenant.id, url, columns)
  }
  await make('all', {})
  await make('prefix', { events: ['memory.*'] })
  await make('exact', { events: ['tag.added', 'memory.created@1'] })
  await make('paused', { status: 'paused' })
  await make('circuit', { events: ['memory.created'] })
  await make('version', { events: ['memory.created@9'] })
  await make('other', { events: ['tag.added'] })
  await make('disabled', { status: 'disabled', status_reason: 'The receiver answered 410.' })
  await database().pool.query(`update lane_states set circuit = 'open' where subscription_id = $1`, [made.circuit])
  const body = { tenant: tenant.publicId, type: 'memory.created', data: { any: 'thing' } }
  const { json } = await rest.call('POST', `${path}/events/simulate`, { key, body })
  expect(json).toMatchObject({ type: 'memory.created', version: '1', accepted: true, matched: 5, truncated: false })
  const reasonOf = (name: string) =>
    json.subscriptions.find(
      (each: { subscription: string }) => each.subscription === toId('subscription', made[name] as string),
    )
  expect(reasonOf('all')).toMatchObject({ outcome: 'sent', reason: 'matched', message: '* matches.' })
  expect(reasonOf('exact')).toMatchObject({ outcome: 'sent', message: 'memory.created@1 matches.' })
  expect(reasonOf('paused')).toMatchObject({ outcome: 'held', reason: 'paused' })
  expect(reasonOf('circuit')).toMatchObject({ outcome: 'held', reason: 'circuit_open' })
  expect(reasonOf('version')).toMatchObject({
    outcome: 'skipped',
    reason: 'no_match',
    message: expect.stringContaining('@9'),
  })
  expect(reasonOf('other')).toMatchObject({ outcome: 'skipped', message: 'It asks for tag.added.' })
  expect(reasonOf('disabled').message).toContain('answered 410')
  expect((await database().pool.query('select 1 from events where tenant_id = $1', [tenant.id])).rowCount).toBe(0)

  await publish(tenant.publicId)
  const { rows } = await database().pool.query('select subscription_id from deliveries where tenant_id = $1', [
    tenant.id,
  ])
  const matched = json.subscriptions.filter((each: { outcome: string }) => each.outcome !== 'skipped')
  expect(rows.map((row) => toId('subscription', row.subscription_id)).sort()).toEqual(
    matched.map((each: { subscription: string }) => each.subscription).sort(),
  )
})

test('data that a schema refuses reaches nobody, with every fault', async () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }
  const type = { name: 'strict.made', version: '1', schema, example: { n: 7 }, validation: 'enforce' }
  expect((await rest.call('POST', `${path}/event-types`, { key, body: type })).status).toBe(201)
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, 'http://localhost:4997/')
  const simulate = async (more: object) =>
    (
      await rest.call('POST', `${path}/events/simulate`, {
        key,
        body: { tenant: tenant.publicId, type: 'strict.made', ...more },
      })
    ).json
  expect(await simulate({ data: { n: 'x' } })).toMatchObject({
    accepted: false,
    matched: 0,
    errors: [{ pointer: '/n' }],
    subscriptions: [{ reason: 'not_accepted' }],
  })
  expect(await simulate({ data: { n: 1 } })).toMatchObject({ accepted: true, matched: 1, errors: [] })
  // The example, as in a test event.
  expect(await simulate({})).toMatchObject({ accepted: true, matched: 1, errors: [] })
  expect(await simulate({ version: '7' })).toMatchObject({ status: 422, errors: [{ pointer: '/version' }] })
})

test('a test event takes data of one’s own, checked by the schema', async () => {
  const tenant = await makeTenant()
  const id = toId('subscription', await makeSubscription(tenant.id, 'http://localhost:4997/'))
  const send = (body: object) => rest.call('POST', `${path}/subscriptions/${id}/test`, { key, body })
  const sent = await send({ type: 'memory.created@1', data: { mine: [1, 2] } })
  expect(sent.status).toBe(202)
  const event = await rest.call('GET', `${path}/events/${sent.json.event}`, { key })
  expect(JSON.stringify(event.json)).toContain('mine')
  expect((await send({ type: 'strict.made', data: { n: 'x' } })).status).toBe(422)
})

test('raw data of a test event arrives character for character', async () => {
  const tenant = await makeTenant()
  const id = toId('subscription', await makeSubscription(tenant.id, 'http://localhost:4997/'))
  const raw_data = '{ "big": 12345678901234567890, "e": 1.0e2 }'
  const one = await rest.call('POST', `${path}/subscriptions/${id}/test`, {
    key,
    body: { type: 'memory.created', raw_data },
  })
  const all = await rest.call('POST', `${path}/events/test`, {
    key,
    body: { tenant: tenant.publicId, type: 'memory.created', raw_data },
  })
  expect(all.json).toMatchObject({ id: all.json.event, type: 'memory.created', version: '1', deliveries: 1 })
  for (const event of [one.json.event, all.json.event]) {
    const { json } = await rest.call('GET', `${path}/events/${event}`, { key })
    expect(json.body).toContain(raw_data)
    expect(json.body).toContain('"test":true')
  }
  for (const wrong of ['{', '1},"tenant":"x"', '{"a":1}}', `${'['.repeat(70)}${']'.repeat(70)}`]) {
    const refused = await rest.call('POST', `${path}/events/test`, {
      key,
      body: { tenant: tenant.publicId, type: 'memory.created', raw_data: wrong },
    })
    expect(refused.status, wrong).toBe(400)
  }
})

test('what says that it is a test is one wherever it is listed; only what was sent to one subscription is tried once', async () => {
  const tenant = await makeTenant()
  const id = toId('subscription', await makeSubscription(tenant.id, 'http://localhost:4997/'))
  const about = { tenant: tenant.publicId, type: 'memory.created' }
  const sent = async (at: string, body: object) => {
    const { json } = await rest.call('POST', `${path}/${at}`, { key, body })
    const event = json.event ?? json.id
    const [one, all] = [`${path}/events/${event}`, `${path}/events/${event}/deliveries`]
    const deliveries = (await rest.call('GET', all, { key })).json.data
    return { event: (await rest.call('GET', one, { key })).json.test, delivery: deliveries[0] }
  }
  expect(await sent(`subscriptions/${id}/test`, { type: 'memory.created' })).toMatchObject({
    event: true,
    delivery: { test: true, test_event: true, max_attempts: 1 },
  })
  expect(await sent('events/test', about)).toMatchObject({ event: true, delivery: { test: false, test_event: true } })
  const pretending = { ...about, correlation_id: '"test":true,"data":', data: { x: 1, test: true, data: {} } }
  expect(await sent('events', pretending)).toMatchObject({
    event: false,
    delivery: { test: false, test_event: false },
  })
})

test('a schema is tried where validation is off as well, and stops nothing', async () => {
  const schema = { type: 'object', required: ['n'] }
  const type = { name: 'lax.made', version: '1', schema, validation: 'off' }
  expect((await rest.call('POST', `${path}/event-types`, { key, body: type })).status).toBe(201)
  const tenant = await makeTenant()
  const body = { tenant: tenant.publicId, type: 'lax.made', data: {} }
  const { json } = await rest.call('POST', `${path}/events/simulate`, { key, body })
  expect(json).toMatchObject({ accepted: true, validation: 'off', errors: [{ pointer: '' }] })
})

test('a preview counts the recent events of the tenant that patterns would have matched', async () => {
  const tenant = await makeTenant()
  await publish(tenant.publicId, 2)
  await publish(tenant.publicId, 1, 'tag.added')
  await publish((await makeTenant()).publicId)
  const preview = async (events: string[]) =>
    (
      await rest.call('POST', `${path}/subscriptions/preview-matches`, {
        key,
        body: { tenant: tenant.publicId, events },
      })
    ).json
  expect(await preview(['memory.*'])).toMatchObject({
    looked: 3,
    matched: 2,
    types: [{ type: 'memory.created', version: '1', count: 2 }],
    sample: [{ type: 'memory.created' }, { type: 'memory.created' }],
  })
  expect(await preview(['import.completed'])).toMatchObject({ looked: 3, matched: 0, types: [], sample: [] })
})

test('a URL is judged by its form while it is typed', async () => {
  const tenant = await makeTenant()
  const check = async (url: string) =>
    (await rest.call('POST', `${path}/subscriptions/check-url`, { key, body: { tenant: tenant.publicId, url } })).json
  expect(await check('http://localhost:4997/')).toEqual({ ok: true, message: null })
  for (const own of ['https://localhost:4997/', 'https://app.localhost/', 'https://127.0.0.1:4997/', 'https://[::1]/'])
    expect(await check(own)).toEqual({ ok: true, message: expect.stringContaining('begin with http://') })
  expect(await check('https://localhost.example.com/')).toEqual({ ok: true, message: null })
  expect(await check('https://example.com/hook#part')).toEqual({
    ok: true,
    message: '#part is a fragment: it is never sent to the receiver.',
  })
  expect(await check('not a url')).toMatchObject({ ok: false, message: expect.stringContaining('absolute URL') })
  expect(await check('https://10.0.0.1/')).toMatchObject({ ok: false })
})

test('the debugger verifies with the secret of a subscription without showing it', async () => {
  const tenant = await makeTenant()
  const subscription = toId('subscription', await makeSubscription(tenant.id, 'http://localhost:4997/'))
  const body = '{"a":1}'
  const timestamp = Math.floor(clock.now() / 1000)
  const headers = signatureHeaders({ secrets: [testSecret], timestamp, messageId: 'evt_1', body: Buffer.from(body) })
  const verify = async (more: object) =>
    (await rest.call('POST', `${path}/signatures/verify`, { key, body: { headers, body, ...more } })).json
  expect(await verify({ subscription })).toMatchObject({ ok: true })
  expect(await verify({ subscription, body: '{ "a": 1 }' })).toMatchObject({
    ok: false,
    hints: [{ hint: 'reserialised_json' }],
  })
  const base64 = { body: Buffer.from(body).toString('base64'), body_encoding: 'base64' }
  expect(await verify({ secret: testSecret, ...base64 })).toMatchObject({ ok: true })
  expect(JSON.stringify(await verify({ subscription, secret: 'whsec_wrong' }))).not.toContain(testSecret)
  expect(await verify({})).toMatchObject({ status: 422 })
  const late = new Date((timestamp + 3_600) * 1000).toISOString()
  expect(await verify({ subscription, received_at: late })).toMatchObject({ failed_step: 'timestamp_too_old' })
})

test('the debugger names each of the causes that receivers fail for', async () => {
  const tenant = await makeTenant()
  const subscription = toId('subscription', await makeSubscription(tenant.id, 'http://localhost:4997/'))
  const body = '{"name":"Zoë","n":10}'
  const timestamp = Math.floor(clock.now() / 1000)
  const signed = signatureHeaders({ secrets: [testSecret], timestamp, messageId: 'evt_1', body: Buffer.from(body) })
  const header = signed['X-PT-Signature'] as string
  const right = { headers: { 'X-PT-Signature': header }, body, secret: testSecret, subscription }
  const diagnose = async (change: object) => {
    const { json } = await rest.call('POST', `${path}/signatures/verify`, { key, body: { ...right, ...change } })
    return { step: json.failed_step, hint: json.hints?.[0]?.hint }
  }
  expect(await diagnose({})).toEqual({ step: null, hint: undefined })
  const later = new Date((timestamp + 4_000) * 1000).toISOString()
  expect(await diagnose({ received_at: later })).toEqual({ step: 'timestamp_too_old', hint: 'clock_skew' })
  const rewritten = JSON.stringify(JSON.parse(body), null, 2)
  expect(await diagnose({ body: rewritten })).toEqual({ step: 'no_match', hint: 'reserialised_json' })
  const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
  expect(await diagnose({ secret: other })).toEqual({ step: 'no_match', hint: 'old_or_other_secret' })
  const encoded = Buffer.from(body).toString('base64')
  expect(await diagnose({ body: encoded })).toEqual({ step: 'no_match', hint: 'body_is_base64' })
  const latin = Buffer.from(body).toString('latin1')
  expect(await diagnose({ body: latin })).toEqual({ step: 'no_match', hint: 'wrong_character_set' })
  expect(await diagnose({ headers: {} })).toEqual({ step: 'missing_header', hint: undefined })
  const version0 = { 'X-PT-Signature': header.replace('v1=', 'v0=') }
  expect(await diagnose({ headers: version0 })).toEqual({ step: 'wrong_scheme', hint: undefined })
})
