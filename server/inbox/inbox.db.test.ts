import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeTenant, publish, useEngineGround, useWorker } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { database } from '../platform/database.ts'
import { deleteExpiredInboxes } from './inbox-store.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
useWorker(at)
const path = '/api/v1/webhooks/inboxes'

let key: string
beforeAll(async () => {
  key = await makeKey()
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: rest.origin }))
})

const call = async (method: string, url: string, body?: object) => {
  const answer = await rest.call(method, url, { key, ...(body ? { body } : {}) })
  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300)
  return answer.json
}
const requestsOf = async (id: string) => (await call('GET', `${path}/${id}/requests`)).data

async function newInbox(body: object = {}) {
  const tenant = await makeTenant()
  return { tenant, inbox: await call('POST', path, { tenant: tenant.publicId, ...body }) }
}

test('a delivery arrives in an inbox, and both sides agree to the byte', async () => {
  const { tenant, inbox } = await newInbox({ name: 'Trial' })
  expect(inbox).toMatchObject({ name: 'Trial', status: 200, request_count: 0, tenant: tenant.publicId })
  const subscription = await call('POST', '/api/v1/webhooks/subscriptions', {
    tenant: tenant.publicId,
    url: inbox.url,
    events: ['*'],
  })
  const [event] = await publish(tenant.publicId)
  await expect
    .poll(() => requestsOf(inbox.id), { timeout: 5_000 })
    .toMatchObject([
      {
        method: 'POST',
        answered: 200,
        signature: { ok: true },
        sent: {
          event,
          subscription: subscription.id,
          attempt: 1,
          code: 200,
          bytes_equal: true,
          header_differences: [],
        },
      },
    ])
  const [request] = await requestsOf(inbox.id)
  expect(JSON.parse(request.body.text)).toMatchObject({ id: event, data: { n: 0 } })
  expect(request.headers).toContainEqual(['X-PT-Event-Id', event])
})

test('a request that was changed on the way shows where, and that its signature is wrong', async () => {
  const { tenant, inbox } = await newInbox()
  await call('POST', '/api/v1/webhooks/subscriptions', { tenant: tenant.publicId, url: inbox.url, events: ['*'] })
  await publish(tenant.publicId)
  await expect.poll(async () => (await requestsOf(inbox.id))[0]?.sent?.code, { timeout: 5_000 }).toBe(200)
  const [original] = await requestsOf(inbox.id)
  const headers = Object.fromEntries(
    original.headers.filter(([name]: [string]) => /^(x-pt|webhook|content-type)/i.test(name)),
  )
  const tampered = original.body.text.replace('"n":0', '"n":7')
  await fetch(inbox.url, { method: 'POST', body: tampered, headers: { ...headers, 'X-PT-Event-Type': 'tag.added' } })
  const [forged] = await requestsOf(inbox.id)
  expect(forged.signature).toMatchObject({ ok: false, step: 'no_match' })
  expect(forged.sent).toMatchObject({ bytes_equal: false, differs_at: original.body.text.indexOf('"n":0') + 4 })
  expect(forged.sent.header_differences).toContainEqual({
    name: 'x-pt-event-type',
    sent: 'memory.created',
    received: 'tag.added',
  })
})

test('it answers as it is told: status, Retry-After, delay, and at random', async () => {
  const { inbox } = await newInbox({ status: 429, retry_after_seconds: 7 })
  const waiting = await fetch(inbox.url)
  expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '7'])
  await call('PATCH', `${path}/${inbox.id}`, { status: 204, delay_ms: 300 })
  const startedAt = performance.now()
  expect((await fetch(inbox.url, { method: 'PUT', body: 'x' })).status).toBe(204)
  expect(performance.now() - startedAt).toBeGreaterThan(290)
  await call('PATCH', `${path}/${inbox.id}`, { status: 200, delay_ms: 0, fail_rate: 1 })
  expect((await fetch(inbox.url, { method: 'DELETE' })).status).toBe(500)
  expect((await requestsOf(inbox.id)).map((request: { answered: number }) => request.answered)).toEqual([500, 204, 429])
})

test('it keeps the newest 200 requests, any bytes, and no more than a part of a huge body', async () => {
  const { inbox } = await newInbox()
  await fetch(`${inbox.url}?a=1&b=%00`, { method: 'POST', body: new Uint8Array([0, 255, 1]) })
  await fetch(inbox.url, { method: 'POST', body: Buffer.alloc(1024 * 1024, 'a') })
  const [huge, odd] = await requestsOf(inbox.id)
  expect(odd).toMatchObject({
    query: 'a=1&b=%00',
    body: { encoding: 'base64', text: 'AP8B' },
    body_bytes: 3,
    signature: null,
  })
  expect(huge).toMatchObject({ body_bytes: 1024 * 1024, body: { truncated: true } })
  for (let round = 0; round < 21; round++) {
    await Promise.all(Array.from({ length: 10 }, () => fetch(inbox.url, { method: 'POST', body: '{}' })))
  }
  await fetch(inbox.url, { method: 'POST', body: 'the last' })
  expect((await call('GET', `${path}/${inbox.id}`)).request_count).toBe(200)
  expect((await requestsOf(inbox.id))[0].body.text).toBe('the last')
  expect((await fetch(inbox.url, { method: 'POST', body: Buffer.alloc(9 * 1024 * 1024) })).status).toBe(413)
  expect((await rest.call('DELETE', `${path}/${inbox.id}/requests`, { key })).status).toBe(204)
  expect(await requestsOf(inbox.id)).toEqual([])
})

test('it ends with its time, and takes its requests along', async () => {
  const { inbox } = await newInbox()
  await fetch(inbox.url)
  await database().pool.query(`update inboxes set expires_at = now() - interval '1 second' where token = $1`, [
    inbox.url.split('/').at(-1),
  ])
  expect((await fetch(inbox.url)).status).toBe(404)
  expect((await rest.call('GET', `${path}/${inbox.id}`, { key })).status).toBe(404)
  await deleteExpiredInboxes()
  const left = await database().pool.query(
    'select 1 from inbox_requests r left join inboxes i on i.id = r.inbox_id where i.id is null',
  )
  expect(left.rowCount).toBe(0)
  expect((await fetch(`${rest.origin}/inbox/nobody`)).status).toBe(404)
})

test('an Idempotency-Key makes one inbox of two requests', async () => {
  const tenant = await makeTenant()
  const request = { key, body: { tenant: tenant.publicId }, headers: { 'idempotency-key': 'once' } }
  const [first, second] = [await rest.call('POST', path, request), await rest.call('POST', path, request)]
  expect(first.status).toBe(201)
  expect(second.json).toEqual(first.json)
  expect((await call('GET', `${path}?tenant=${tenant.publicId}`)).data).toHaveLength(1)
})

test('a tenant has at most 50', async () => {
  const { tenant } = await newInbox()
  for (let n = 1; n < 50; n++) await call('POST', path, { tenant: tenant.publicId })
  expect((await rest.call('POST', path, { key, body: { tenant: tenant.publicId } })).status).toBe(409)
})

test('the check of an inbox says that it takes everything, not that it should verify', async () => {
  const { tenant, inbox } = await newInbox()
  const subscriptions = '/api/v1/webhooks/subscriptions'
  const { id } = await call('POST', subscriptions, { tenant: tenant.publicId, url: inbox.url, events: ['*'] })
  const found = await call('POST', `${subscriptions}/${id}/preflight`)
  expect(found).toMatchObject({ ok: true, verifies_signatures: null, status_code: 200 })
  expect(found.checks).toContainEqual(expect.objectContaining({ name: 'forged_signature', outcome: 'skipped' }))
  expect(await requestsOf(inbox.id)).toMatchObject([{ signature: { ok: true }, sent: null }])
})
