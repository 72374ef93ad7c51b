import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeTenant, publish, rows, soon, useEngineGround, useWorker } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { startWebhookSite, type WebhookSiteServer } from '../../test/webhook-site.ts'
import { deleteExpiredInboxes, leftTokenTask } from '../inbox/inbox-store.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { database } from '../platform/database.ts'
import { setWebhookSite } from './webhook-site.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
// Nothing is tried again while a test looks on.
useWorker(at, { scheduleSeconds: [600] })
const path = '/api/v1/webhooks/inboxes'
const maxRequests = 60

let site: WebhookSiteServer
let key: string

beforeAll(async () => {
  site = await startWebhookSite({ maxRequests })
  key = await makeKey()
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: rest.origin }))
})
beforeEach(() => {
  site.trouble = null
  setWebhookSite({ WEBHOOK_SITE_URL: `${site.base}/`, WEBHOOK_SITE_API_KEY: 'the-key' })
})
afterAll(async () => {
  setWebhookSite({ WEBHOOK_SITE_URL: undefined, WEBHOOK_SITE_API_KEY: undefined })
  await site[Symbol.asyncDispose]()
})

const call = (method: string, url: string, body?: object) => rest.call(method, url, { key, ...(body && { body }) })
const inboxOf = async (id: string) => (await call('GET', `${path}/${id}`)).json
const requestsOf = async (id: string) => (await call('GET', `${path}/${id}/requests?limit=100`)).json.data

async function newInbox(body: object = {}) {
  const tenant = await makeTenant()
  const made = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site', ...body })
  expect(made.status, JSON.stringify(made.json)).toBe(201)
  const token = made.json.url.split('/').at(-1) as string
  return { tenant, token, inbox: made.json }
}

/** Tokens that a worker has still to delete at the site. */
const leftTokens = () =>
  rows<{ attempts: number }>(`select attempts from graphile_worker.jobs where task_identifier = $1`, leftTokenTask)

async function subscribe(tenant: string, url: string): Promise<string> {
  const body = { tenant, url, events: ['*'] }
  return (await call('POST', '/api/v1/webhooks/subscriptions', body)).json.id
}

test('a delivery to webhook.site is read back, verified, and shown beside our side of it', async () => {
  const { tenant, token, inbox } = await newInbox({ name: 'Far' })
  expect(inbox).toMatchObject({ kind: 'webhook_site', state: 'active', problem: null, url: `${site.base}/${token}` })
  const subscription = await subscribe(tenant.publicId, inbox.url)
  const [event] = await publish(tenant.publicId)
  await expect
    .poll(() => requestsOf(inbox.id), soon)
    .toMatchObject([
      {
        method: 'POST',
        answered: null,
        signature: { ok: true },
        sent: { event, subscription, attempt: 1, code: 200, bytes_equal: true, header_differences: [] },
      },
    ])
  expect(site.keysSeen).toEqual(new Set(['the-key']))
  // Looking again copies nothing twice, and what comes later is added.
  await publish(tenant.publicId)
  await expect.poll(async () => (await requestsOf(inbox.id)).length, soon).toBe(2)
  expect((await inboxOf(inbox.id)).request_count).toBe(2)
})

test('it answers as it is told, and refuses what webhook.site cannot do', async () => {
  const { token, inbox } = await newInbox({ status: 503 })
  expect(site.tokens.get(token)?.answers).toMatchObject({ default_status: 503, timeout: 0 })
  expect((await call('PATCH', `${path}/${inbox.id}`, { status: 429, delay_ms: 3_000 })).status).toBe(200)
  expect(site.tokens.get(token)?.answers).toMatchObject({ default_status: 429, timeout: 3 })
  expect(await call('PATCH', `${path}/${inbox.id}`, { status: 410 })).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/status' }] },
  })
  expect(await inboxOf(inbox.id)).toMatchObject({ status: 429, delay_ms: 3_000 })
})

test('its 410 means expired and disables no subscription; clearing opens it again', async () => {
  const { tenant, token, inbox } = await newInbox()
  const subscription = await subscribe(tenant.publicId, `${inbox.url}/hooks`)
  await Promise.all(Array.from({ length: maxRequests }, (_, n) => fetch(inbox.url, { method: 'POST', body: `${n}` })))
  await publish(tenant.publicId)
  await expect.poll(async () => (await inboxOf(inbox.id)).state, soon).toBe('expired')
  expect((await call('GET', `/api/v1/webhooks/subscriptions/${subscription}`)).json.status).toBe('active')
  // All pages were read, each request once.
  await expect.poll(async () => (await requestsOf(inbox.id)).length, soon).toBe(maxRequests)

  expect((await call('DELETE', `${path}/${inbox.id}/requests`)).status).toBe(204)
  expect(site.tokens.get(token)?.requests).toEqual([])
  expect((await inboxOf(inbox.id)).state).toBe('active')
})

test('a 410 disables a subscription that sends to the inbox of another tenant', async () => {
  const { token, inbox } = await newInbox()
  site.tokens.delete(token)
  const tenant = await makeTenant()
  const subscription = await subscribe(tenant.publicId, inbox.url)
  await publish(tenant.publicId)
  await expect
    .poll(async () => (await call('GET', `/api/v1/webhooks/subscriptions/${subscription}`)).json.status, soon)
    .toBe('disabled')
  expect((await inboxOf(inbox.id)).state).toBe('active')
})

test('a token that is over at webhook.site is found when it is read or changed', async () => {
  const { token, inbox } = await newInbox()
  const other = await newInbox()
  site.tokens.delete(token)
  site.tokens.delete(other.token)
  expect(await requestsOf(inbox.id)).toEqual([])
  expect(await inboxOf(inbox.id)).toMatchObject({ state: 'expired', problem: null })
  expect((await call('PATCH', `${path}/${other.inbox.id}`, { status: 500 })).status).toBe(409)
  expect(await inboxOf(other.inbox.id)).toMatchObject({ state: 'expired', status: 200 })
})

test('what is deleted, or ends by its time, is deleted there, too; one that is over there already is no trouble', async () => {
  const [deleted, over, gone] = [await newInbox(), await newInbox(), await newInbox()]
  site.tokens.delete(gone.token)
  for (const { inbox } of [deleted, gone]) expect((await call('DELETE', `${path}/${inbox.id}`)).status).toBe(204)
  await expect.poll(() => site.tokens.has(deleted.token), soon).toBe(false)
  await database().pool.query(`update inboxes set expires_at = now() - interval '1 second' where token = $1`, [
    over.token,
  ])
  await deleteExpiredInboxes()
  await expect.poll(() => site.tokens.has(over.token), soon).toBe(false)
  await expect.poll(leftTokens, soon).toEqual([])
})

test('a site that is away does not keep an inbox from being deleted, and hears of it when it is back', async () => {
  const { token, inbox } = await newInbox()
  site.trouble = { status: 500, body: 'Oops' }
  expect((await call('DELETE', `${path}/${inbox.id}`)).status).toBe(204)
  expect((await call('GET', `${path}/${inbox.id}`)).status).toBe(404)
  await expect.poll(async () => (await leftTokens())[0]?.attempts ?? 0, soon).toBeGreaterThan(0)
  expect(site.tokens.has(token)).toBe(true)
  site.trouble = null
  // The first pause of graphile-worker is e seconds.
  await expect.poll(() => site.tokens.has(token), { timeout: 15_000 }).toBe(false)
  await expect.poll(leftTokens, soon).toEqual([])
})

test('its troubles are sentences, and what was copied stays in sight', async () => {
  const { tenant, inbox } = await newInbox()
  await fetch(inbox.url, { method: 'POST', body: 'kept' })
  expect(await requestsOf(inbox.id)).toHaveLength(1)
  site.trouble = { status: 401, body: '{}' }
  await expect
    .poll(async () => [(await requestsOf(inbox.id)).length, (await inboxOf(inbox.id)).problem], soon)
    .toEqual([1, expect.stringContaining('WEBHOOK_SITE_API_KEY')])
  site.trouble = { status: 200, body: '<html>' }
  const refused = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(refused).toMatchObject({ status: 503, json: { detail: expect.stringContaining('not JSON') } })
  site.trouble = { status: 200, body: 'x'.repeat(17 * 1024 * 1024) }
  const huge = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(huge).toMatchObject({ status: 503, json: { detail: expect.stringContaining('larger than 16 MiB') } })
  site.trouble = null
  await expect
    .poll(async () => [(await requestsOf(inbox.id)).length, (await inboxOf(inbox.id)).problem], soon)
    .toEqual([1, null])
})

test('it is asked through the guard of deliveries', async () => {
  const tenant = await makeTenant()
  setWebhookSite({ WEBHOOK_SITE_URL: 'http://10.1.2.3:8084', WEBHOOK_SITE_API_KEY: undefined })
  const refused = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(refused).toMatchObject({ status: 503, json: { detail: expect.stringContaining('OUTBOUND_ALLOW') } })
})

test('off until the operator turns it on; what is there stays readable and can be deleted', async () => {
  const { tenant, token, inbox } = await newInbox()
  await fetch(inbox.url, { method: 'POST', body: 'kept' })
  expect(await requestsOf(inbox.id)).toHaveLength(1)
  setWebhookSite({ WEBHOOK_SITE_URL: undefined, WEBHOOK_SITE_API_KEY: undefined })
  const refused = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(refused).toMatchObject({ status: 409, json: { detail: expect.stringContaining('WEBHOOK_SITE_URL') } })
  expect((await call('POST', path, { tenant: tenant.publicId })).json).toMatchObject({
    kind: 'builtin',
    state: 'active',
  })
  expect((await fetch(`${rest.origin}/inbox/${token}`)).status).toBe(404)
  expect((await call('PATCH', `${path}/${inbox.id}`, { status: 500 })).status).toBe(409)
  expect((await call('PATCH', `${path}/${inbox.id}`, { name: 'Kept' })).json.name).toBe('Kept')
  expect(await requestsOf(inbox.id)).toHaveLength(1)
  expect((await call('DELETE', `${path}/${inbox.id}`)).status).toBe(204)
  await expect.poll(leftTokens, soon).toEqual([])
  expect(site.tokens.has(token)).toBe(true)
})
