import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeTenant, publish, soon, useEngineGround, useWorker } from '../../test/engine.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { newUuid } from '../platform/uuid.ts'
import { setWebhookSite } from './webhook-site.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
// Nothing is tried again while a test looks on.
useWorker(at, { scheduleSeconds: [600] })
const path = '/api/v1/webhooks/inboxes'
const maxRequests = 60

interface Token {
  answers: Record<string, unknown>
  /** Newest first. */
  requests: Record<string, unknown>[]
}

/** webhook.site as its API is documented; a token that has all the requests it may answers 410. */
const tokens = new Map<string, Token>()
const keysSeen = new Set<string | undefined>()
/** What it answers to calls of its API instead; null: what is right. */
let trouble: { status: number; body: string } | null = null
let site: Server
let base: string
let key: string

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function answer(request: IncomingMessage): Promise<[number, unknown]> {
  const url = new URL(request.url ?? '/', base)
  const [, first, id = '', what] = url.pathname.split('/')
  const content = await bodyOf(request)
  const isApi = first === 'token'
  if (isApi) {
    keysSeen.add(request.headers['api-key'] as string | undefined)
    if (trouble) return [trouble.status, trouble.body]
  }
  if (isApi && request.method === 'POST') {
    const uuid = newUuid()
    tokens.set(uuid, { answers: JSON.parse(content), requests: [] })
    return [201, { uuid, ...JSON.parse(content) }]
  }
  const token = tokens.get(isApi ? id : (first as string))
  if (!token) return [isApi ? 404 : 410, { success: false }]
  if (!isApi) return capture(token, request, url, content)
  if (what === 'requests') return [200, pageOf(token, url)]
  if (what === 'request') token.requests = []
  else if (request.method === 'PUT') token.answers = JSON.parse(content)
  else if (request.method === 'DELETE') tokens.delete(id)
  return request.method === 'DELETE' ? [204, null] : [200, token.answers]
}

function capture(token: Token, request: IncomingMessage, url: URL, content: string): [number, unknown] {
  if (token.requests.length >= maxRequests) return [410, 'Too many requests']
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat()]))
  const created_at = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const { method } = request
  token.requests.unshift({ uuid: newUuid(), method, ip: '127.0.0.1', content, headers, url: url.href, created_at })
  return [token.answers.default_status as number, token.answers.default_content]
}

function pageOf({ requests }: Token, { searchParams }: URL): object {
  const [page, per_page] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))]
  const data = requests.slice((page - 1) * per_page, page * per_page)
  const is_last_page = page * per_page >= requests.length
  return { data, total: requests.length, per_page, current_page: page, is_last_page }
}

beforeAll(async () => {
  site = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  key = await makeKey()
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: rest.origin }))
})
beforeEach(() => {
  trouble = null
  setWebhookSite({ WEBHOOK_SITE_URL: `${base}/`, WEBHOOK_SITE_API_KEY: 'the-key' })
})
afterAll(async () => {
  setWebhookSite({ WEBHOOK_SITE_URL: undefined, WEBHOOK_SITE_API_KEY: undefined })
  site.closeAllConnections()
  await new Promise((resolve) => site.close(resolve))
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

async function subscribe(tenant: string, url: string): Promise<string> {
  const body = { tenant, url, events: ['*'] }
  return (await call('POST', '/api/v1/webhooks/subscriptions', body)).json.id
}

test('a delivery to webhook.site is read back, verified, and shown beside our side of it', async () => {
  const { tenant, token, inbox } = await newInbox({ name: 'Far' })
  expect(inbox).toMatchObject({ kind: 'webhook_site', state: 'active', problem: null, url: `${base}/${token}` })
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
  expect(keysSeen).toEqual(new Set(['the-key']))
  // Looking again copies nothing twice, and what comes later is added.
  await publish(tenant.publicId)
  await expect.poll(async () => (await requestsOf(inbox.id)).length, soon).toBe(2)
  expect((await inboxOf(inbox.id)).request_count).toBe(2)
})

test('it answers as it is told, and refuses what webhook.site cannot do', async () => {
  const { token, inbox } = await newInbox({ status: 503 })
  expect(tokens.get(token)?.answers).toMatchObject({ default_status: 503, timeout: 0 })
  expect((await call('PATCH', `${path}/${inbox.id}`, { status: 429, delay_ms: 3_000 })).status).toBe(200)
  expect(tokens.get(token)?.answers).toMatchObject({ default_status: 429, timeout: 3 })
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
  expect(tokens.get(token)?.requests).toEqual([])
  expect((await inboxOf(inbox.id)).state).toBe('active')
})

test('a 410 disables a subscription that sends to the inbox of another tenant', async () => {
  const { token, inbox } = await newInbox()
  tokens.delete(token)
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
  tokens.delete(token)
  tokens.delete(other.token)
  expect(await requestsOf(inbox.id)).toEqual([])
  expect(await inboxOf(inbox.id)).toMatchObject({ state: 'expired', problem: null })
  expect((await call('PATCH', `${path}/${other.inbox.id}`, { status: 500 })).status).toBe(409)
  expect(await inboxOf(other.inbox.id)).toMatchObject({ state: 'expired', status: 200 })
})

test('deleting it deletes it there; one that is over there can be deleted, too', async () => {
  const { token, inbox } = await newInbox()
  expect((await call('DELETE', `${path}/${inbox.id}`)).status).toBe(204)
  expect(tokens.has(token)).toBe(false)
  const other = await newInbox()
  tokens.delete(other.token)
  expect((await call('DELETE', `${path}/${other.inbox.id}`)).status).toBe(204)
})

test('its troubles are sentences, and what was copied stays in sight', async () => {
  const { tenant, inbox } = await newInbox()
  await fetch(inbox.url, { method: 'POST', body: 'kept' })
  expect(await requestsOf(inbox.id)).toHaveLength(1)
  trouble = { status: 401, body: '{}' }
  await expect
    .poll(async () => [(await requestsOf(inbox.id)).length, (await inboxOf(inbox.id)).problem], soon)
    .toEqual([1, expect.stringContaining('WEBHOOK_SITE_API_KEY')])
  trouble = { status: 200, body: '<html>' }
  const refused = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(refused).toMatchObject({ status: 503, json: { detail: expect.stringContaining('not JSON') } })
  trouble = { status: 200, body: 'x'.repeat(17 * 1024 * 1024) }
  const huge = await call('POST', path, { tenant: tenant.publicId, kind: 'webhook_site' })
  expect(huge).toMatchObject({ status: 503, json: { detail: expect.stringContaining('larger than 16 MiB') } })
  expect((await call('DELETE', `${path}/${inbox.id}`)).status).toBe(503)
  trouble = null
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
  expect(tokens.has(token)).toBe(true)
})
