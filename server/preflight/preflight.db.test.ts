import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { makeCertificates } from '../../test/certificates.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, testSecret, useEngineGround } from '../../test/engine.ts'
import { type Answer, startReceiver, status } from '../../test/receiver.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { toId } from '../contract/ids.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { verifySignature } from '../signing/verify-signature.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
const path = '/api/v1/webhooks/subscriptions'

let key: string
beforeAll(async () => {
  key = await makeKey()
})

const verifying: Answer = (request, response) => {
  const now = Math.floor(Date.now() / 1000)
  const verdict = verifySignature({ headers: request.headers, body: request.body, secrets: [testSecret], now })
  status(verdict.ok ? 200 : 401)(request, response)
}

async function preflight(url: string, columns: Record<string, unknown> = {}) {
  const tenant = await makeTenant()
  const id = toId('subscription', await makeSubscription(tenant.id, url, columns))
  const answer = await rest.call('POST', `${path}/${id}/preflight`, { key })
  expect(answer.status, JSON.stringify(answer.json)).toBe(200)
  const outcomes = Object.fromEntries(
    answer.json.checks.map((check: { name: string; outcome: string }) => [check.name, check.outcome]),
  )
  return { ...answer.json, outcomes }
}

test('a receiver that verifies passes: it takes the true request and refuses the forged and the stale one', async () => {
  await using receiver = await startReceiver()
  receiver.answer = verifying
  const found = await preflight(receiver.url)
  expect(found).toMatchObject({
    ok: true,
    verifies_signatures: true,
    status_code: 200,
    remote_address: '127.0.0.1',
    tls: null,
  })
  expect(found.outcomes).toEqual({
    url: 'passed',
    dns: 'passed',
    address: 'passed',
    connect: 'passed',
    tls: 'passed',
    redirect: 'passed',
    ping: 'passed',
    latency: 'passed',
    forged_signature: 'passed',
    stale_timestamp: 'passed',
  })
  expect(receiver.requests.map((request) => JSON.parse(request.body.toString()).type)).toEqual(
    Array(3).fill('postrider.ping'),
  )
  expect(JSON.parse((receiver.requests[0] as { body: Buffer }).body.toString()).test).toBe(true)
})

test('a ping names the tenant as deliveries do: by its own uid, or by our id where it has none', async () => {
  await using receiver = await startReceiver()
  const named = async (uid: string | null) => {
    const tenant = await makeTenant()
    await rows('update tenants set uid = $2 where id = $1', tenant.id, uid)
    const id = toId('subscription', await makeSubscription(tenant.id, receiver.url))
    await rest.call('POST', `${path}/${id}/preflight`, { key })
    await rest.call('POST', `${path}/preflight`, { key, body: { tenant: tenant.publicId, url: receiver.url } })
    const names = receiver.requests.splice(0).map(({ body }) => JSON.parse(body.toString()).tenant)
    return { names: [...new Set(names)], publicId: tenant.publicId }
  }
  expect((await named('demo')).names).toEqual(['demo'])
  const { names, publicId } = await named(null)
  expect(names).toEqual([publicId])
})

test('a receiver that is slower than its deliveries wait for fails, though it answers', async () => {
  await using receiver = await startReceiver()
  receiver.answer = (request, response) => void setTimeout(() => status(200)(request, response), 1_500)
  const found = await preflight(receiver.url, { timeout_ms: 1_000 })
  expect(found).toMatchObject({ ok: false, outcomes: { connect: 'passed', ping: 'failed' } })
  expect(found.checks.find(({ name }: { name: string }) => name === 'ping').message).toContain('within 1 s')
})

test('a receiver that takes everything is warned about', async () => {
  await using receiver = await startReceiver()
  const found = await preflight(receiver.url)
  expect(found).toMatchObject({ ok: true, verifies_signatures: false })
  expect(found.outcomes).toMatchObject({ forged_signature: 'warned', stale_timestamp: 'warned' })
})

test('a receiver that verifies without looking at the time is told so', async () => {
  await using receiver = await startReceiver()
  receiver.answer = (request, response) => {
    const now = Number(request.headers['webhook-timestamp'])
    const verdict = verifySignature({ headers: request.headers, body: request.body, secrets: [testSecret], now })
    status(verdict.ok ? 204 : 403)(request, response)
  }
  const found = await preflight(receiver.url)
  expect(found.verifies_signatures).toBe(false)
  expect(found.outcomes).toMatchObject({ forged_signature: 'passed', stale_timestamp: 'warned' })
})

test.each([
  [301, { location: 'https://example.com/' }, 'redirect'],
  [500, {}, 'ping'],
  [404, {}, 'ping'],
])('an answer of %i fails and proves nothing about signatures', async (code, headers, check) => {
  await using receiver = await startReceiver()
  receiver.answer = status(code as number, headers as Record<string, string>)
  const found = await preflight(receiver.url)
  expect(found).toMatchObject({ ok: false, verifies_signatures: null, status_code: code })
  expect(found.outcomes).toMatchObject({ [check as string]: 'failed', forged_signature: 'skipped' })
  expect(receiver.requests).toHaveLength(1)
})

test.each([
  ['http://127.0.0.1:9/', 'url'],
  ['http://10.1.2.3/', 'url'],
  ['http://nowhere.invalid/', 'dns'],
  ['http://127.0.0.1:59999/', 'connect'],
])('%s fails at %s and gets no request', async (url, check) => {
  const found = await preflight(url)
  expect(found).toMatchObject({ ok: false, status_code: null })
  expect(found.checks.at(-1)).toMatchObject({ name: check, outcome: 'failed' })
})

test('a name that leads into a private network fails at its address', async () => {
  const former = createOutboundPolicy({ mode: 'local', allow: '' })
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', resolveHost: async () => ['10.0.0.7'] }))
  onTestFinished(() => setOutboundPolicy(former))
  const found = await preflight('http://inside.example.com/')
  expect(found.checks.at(-1)).toMatchObject({ name: 'address', outcome: 'failed' })
})

test('TLS is shown with its version and the days that are left', async () => {
  const certificates = makeCertificates()
  const former = createOutboundPolicy({ mode: 'local', allow: '' })
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', authorities: [certificates.authority] }))
  onTestFinished(() => setOutboundPolicy(former))
  for (const [certificate, check] of [
    [certificates.good, null],
    [certificates.expired, 'tls'],
  ] as const) {
    const server = createServer(certificate, (_request, response) => response.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const found = await preflight(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    if (check === null) {
      expect(found.tls).toMatchObject({ version: 'TLSv1.3', days_left: 29 })
      expect(found.outcomes).toMatchObject({ tls: 'passed', certificate: 'passed' })
    } else expect(found.checks.at(-1)).toMatchObject({ name: check, outcome: 'failed' })
    server.closeAllConnections()
  }
})

test('a URL can be tried before it is saved, with and without a secret that the receiver knows', async () => {
  await using receiver = await startReceiver()
  receiver.answer = verifying
  const tenant = await makeTenant()
  const tryUrl = async (more: object) =>
    (
      await rest.call('POST', `${path}/preflight`, {
        key,
        body: { tenant: tenant.publicId, url: receiver.url, ...more },
      })
    ).json
  expect(await tryUrl({ secret: testSecret })).toMatchObject({ ok: true, verifies_signatures: true })
  expect(await tryUrl({})).toMatchObject({ ok: true, verifies_signatures: null, status_code: 401 })
  expect(await tryUrl({ secret: 'short' })).toMatchObject({ status: 422 })
})
