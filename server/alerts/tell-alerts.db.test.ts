import { afterEach, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, testSecret, useEngineGround } from '../../test/engine.ts'
import { type Receiver, startReceiver, status } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { setAlertReceiver } from './alert-receiver.ts'
import { tellAlerts } from './tell-alerts.ts'

useDatabase()
useEngineGround()

const portalUrl = 'https://hooks.example.com/'

let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
  setAlertReceiver({ ALERT_URL: receiver.url, ALERT_SECRET: testSecret }, portalUrl)
})
afterEach(async () => {
  setAlertReceiver({}, portalUrl)
  await receiver[Symbol.asyncDispose]()
})

/** `ago`: when it was noticed; the circuit had opened a day before. */
async function open(ago = '1 minute'): Promise<{ id: string; subscription: string }> {
  const { id: tenantId } = await makeTenant()
  const subscriptionId = await makeSubscription(tenantId, 'https://example.com/hook')
  const { rows } = await database().pool.query<{ id: string }>(
    `insert into alerts (id, tenant_id, subscription_id, kind, message, opened_at)
     values (overlay($1 placing left(uuid_floor(now() - $4::interval)::text, 13) from 1 for 13)::uuid, $2, $3, 'circuit_open',
             'It fails.', now() - $4::interval - interval '1 day') returning id`,
    [newUuid(), tenantId, subscriptionId, ago],
  )
  const id = rows[0]?.id as string
  return { id, subscription: toId('subscription', subscriptionId) }
}

const resolve = (id: string) => database().pool.query('update alerts set resolved_at = now() where id = $1', [id])
const told = () => receiver.requests.map(({ body }) => JSON.parse(body.toString()))

test('an alert is told once when it opens and once when it is resolved, signed and with the way to it', async () => {
  const { id, subscription } = await open()
  await tellAlerts()
  await tellAlerts()
  expect(told()).toMatchObject([
    { type: 'alert.opened', alert: { id: toId('alert', id), kind: 'circuit_open', subscription } },
  ])
  expect(told()[0].text).toContain(`https://hooks.example.com/subscriptions/${subscription}`)
  const [{ headers, body }] = receiver.requests as [Receiver['requests'][number]]
  const now = Math.floor(clock.now() / 1000)
  expect(verifySignature({ headers, body, secrets: [testSecret], now })).toMatchObject({ ok: true })
  await resolve(id)
  await tellAlerts()
  await tellAlerts()
  expect(told().map(({ type }) => type)).toEqual(['alert.opened', 'alert.resolved'])
})

test('what is not taken is told again, in its order', async () => {
  const [first, second] = [await open(), await open()]
  receiver.answer = status(503)
  await tellAlerts()
  expect(told()).toHaveLength(1)
  receiver.answer = status(200)
  await tellAlerts()
  expect(told().map(({ alert }) => alert.id)).toEqual([first, first, second].map(({ id }) => toId('alert', id)))
})

test('what is a day old, or over before anybody heard of it, is not told', async () => {
  await open('25 hours')
  await resolve((await open()).id)
  await tellAlerts()
  expect(told()).toEqual([])
})

test('without a receiver nothing is told and nothing is kept for one', async () => {
  setAlertReceiver({}, portalUrl)
  const { id } = await open()
  await tellAlerts()
  expect((await database().pool.query('select sent_at from alerts where id = $1', [id])).rows).toEqual([
    { sent_at: null },
  ])
})
