import { beforeAll, expect, test } from 'vitest'
import { toId } from '../server/contract/ids.ts'
import { endLostSessions } from '../server/listen/end-lost-sessions.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../server/outbound/outbound-policy.ts'
import { database } from '../server/platform/database.ts'
import { verifySignature } from '../server/signing/verify-signature.ts'
import { runCli } from '../test/command-line.ts'
import { useDatabase } from '../test/database.ts'
import { makeTenant, publish, rows, soon, useEngineGround, useWorker } from '../test/engine.ts'
import { startReceiver, status } from '../test/receiver.ts'
import { makeKey, startRest, useRest } from '../test/rest-api.ts'

const at = useDatabase()
useEngineGround()
const rest = useRest(at)
useWorker(at)

let key: string
beforeAll(async () => {
  key = await makeKey()
  setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: rest.origin }))
})

async function startListening(words: string[], url = rest.origin) {
  const tenant = await makeTenant()
  const cli = runCli(
    ['listen', '--tenant', tenant.publicId, ...words],
    { POSTRIDER_URL: url, POSTRIDER_API_KEY: key },
    true,
  )
  const sql = 'select id, url from subscriptions where tenant_id = $1 and deleted_at is null'
  const find = async () => (await rows<{ id: string; url: string }>(sql, tenant.id))[0] as { id: string; url: string }
  await expect.poll(find, soon).toBeDefined()
  // With --json nothing but results is written.
  if (!words.includes('--json')) await expect.poll(() => cli.soFar().errors, soon).toContain('Ctrl-C ends it')
  return { tenant, cli, subscription: await find() }
}

const attemptsTo = (id: string) =>
  rows<{ status_code: number; response_body: Buffer; response_headers: Record<string, string> }>(
    'select status_code, response_body, response_headers from attempts where subscription_id = $1 order by id',
    id,
  )

test('listen passes deliveries on as they were signed, and the local answer is the attempt', async () => {
  await using local = await startReceiver()
  const { tenant, cli, subscription } = await startListening(['--forward-to', local.url, '--events', 'memory.*'])
  const [secret] = /whsec_\S+/.exec(cli.soFar().errors) ?? []
  await publish(tenant.publicId, 1, 'tag.added')
  const [event] = await publish(tenant.publicId, 1, 'memory.created')
  await expect.poll(() => local.requests.length, soon).toBe(1)
  const [got] = local.requests
  expect(got?.headers).toMatchObject({ 'x-pt-event-id': event, 'user-agent': 'Postrider/1' })
  const verdict = verifySignature({
    headers: got?.headers as Record<string, string>,
    body: got?.body as Buffer,
    secrets: [secret as string],
    now: Math.floor(Date.now() / 1000),
  })
  expect(verdict).toEqual(expect.objectContaining({ ok: true }))
  await expect.poll(async () => (await attemptsTo(subscription.id)).length, soon).toBe(1)
  const [attempt] = await attemptsTo(subscription.id)
  expect(attempt?.status_code).toBe(200)
  expect(attempt?.response_headers).toHaveProperty('x-postrider-local-ms')
  await expect
    .poll(() => cli.soFar().output, soon)
    .toMatch(new RegExp(`memory.created {2}${event} {2}-> {2}200 {2}\\d+ ms`))

  local.answer = status(500)
  await publish(tenant.publicId, 1, 'memory.created')
  await expect.poll(async () => (await attemptsTo(subscription.id))[1]?.status_code, soon).toBe(500)

  local.answer = status(200)
  const before = local.requests.length
  cli.type('r')
  await expect.poll(() => local.requests.length, soon).toBeGreaterThan(before)
  cli.interrupt()
  expect((await cli).code).toBe(0)
  const left = await rows('select from subscriptions where id = $1 and deleted_at is null', subscription.id)
  expect([left, await rows('select from listen_sessions where tenant_id = $1', tenant.id)]).toEqual([[], []])
})

test('a local server that is not there is an answer, too, in JSON as in the portal', async () => {
  const { tenant, cli, subscription } = await startListening(['--forward-to', 'http://127.0.0.1:9/', '--json'])
  await publish(tenant.publicId)
  await expect.poll(() => cli.soFar().output, soon).toContain('"error":"ECONNREFUSED"')
  await expect.poll(async () => (await attemptsTo(subscription.id))[0]?.status_code, soon).toBe(502)
  expect((await attemptsTo(subscription.id))[0]?.response_body.toString()).toContain('ECONNREFUSED')
  cli.interrupt()
  await cli
})

test('the machine may ask another web process than the one that got the delivery', async () => {
  await using local = await startReceiver()
  const other = await startRest(at.url)
  const { tenant, cli } = await startListening(['--forward-to', local.url], other.origin)
  await publish(tenant.publicId)
  await expect.poll(() => local.requests.length, soon).toBe(1)
  cli.interrupt()
  await cli
  await other.close()
})

test('what is not signed reaches no machine, and no browser', async () => {
  await using local = await startReceiver()
  const { cli, subscription } = await startListening(['--forward-to', local.url])
  const forged = await fetch(subscription.url, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(403)
  expect((await fetch(subscription.url)).status).toBe(405)
  expect((await fetch(`${rest.origin}/listen/unknown`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect(local.requests).toEqual([])
  cli.interrupt()
  await cli
})

test('a session whose machine vanished is ended, one that is asked for stays', async () => {
  const tenant = await makeTenant()
  const open = async () => {
    const body = { tenant: tenant.publicId, forward_to: 'http://localhost:4000/' }
    const answer = await rest.call('POST', '/api/v1/webhooks/listen-sessions', { key, body })
    expect(answer.status, JSON.stringify(answer.json)).toBe(201)
    return answer.json.id as string
  }
  const [lost, kept] = [await open(), await open()]
  await database().pool.query(
    `update listen_sessions set seen_at = now() - interval '3 minutes' where tenant_id = $1`,
    [tenant.id],
  )
  const look = (id: string) => rest.call('GET', `/api/v1/webhooks/listen-sessions/${id}/requests`, { key })
  expect((await look(kept)).json).toEqual({ status: 'active', status_reason: null, circuit: 'closed', requests: [] })
  await endLostSessions()
  expect((await look(lost)).status).toBe(404)
  expect((await look(kept)).status).toBe(200)
  const live = await rows('select from subscriptions where tenant_id = $1 and deleted_at is null', tenant.id)
  expect(live).toHaveLength(1)
})

test('an ended session ends the command, with an exit code that says so', async () => {
  const { cli, tenant } = await startListening(['--forward-to', 'http://127.0.0.1:9/'])
  const [session] = await rows<{ id: string }>('select id from listen_sessions where tenant_id = $1', tenant.id)
  const path = `/api/v1/webhooks/listen-sessions/${toId('listenSession', session?.id as string)}`
  expect((await rest.call('DELETE', path, { key })).status).toBe(204)
  await publish(tenant.publicId)
  await expect.poll(() => cli.soFar().errors, { timeout: 40_000 }).toContain('ended from elsewhere')
  expect((await cli).code).toBe(1)
})
