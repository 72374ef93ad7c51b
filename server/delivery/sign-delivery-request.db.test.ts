import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publishTo, rows, testSecret, useEngineGround } from '../../test/engine.ts'
import { auditEntries } from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { newUuid } from '../platform/uuid.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { signDeliveryRequest } from './sign-delivery-request.ts'

useDatabase()
useEngineGround()

async function deliver(columns: object = {}) {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'https://example.com/hooks', { ...columns })
  const { delivery, event } = await publishTo(tenant.publicId, subscription)
  return { tenant, id: toId('delivery', delivery), event: toId('event', event) }
}

/** What the command sends; nothing in it needs to be escaped here. */
function sentBy(curl: string) {
  const headers = Object.fromEntries(
    [...curl.matchAll(/-H '([^:]+): ([^']*)'/g)].map(([, name, value]) => [name, value]),
  )
  return { headers, body: Buffer.from(curl.match(/--data-raw '([^']*)'$/)?.[1] ?? '') }
}

const verify = (curl: string) =>
  verifySignature({ ...sentBy(curl), secrets: [testSecret], now: Math.floor(clock.now() / 1000) })

test('a receiver accepts the signature, and who made it is recorded', async () => {
  const { id, event } = await deliver({ headers: { 'X-Team': 'search' } })
  const { curl, signed_at, valid_until } = await signDeliveryRequest(systemActor, { id })
  expect(verify(curl)).toMatchObject({ ok: true })
  expect(JSON.parse(sentBy(curl).body.toString())).toMatchObject({ id: event, data: { n: 0 } })
  expect(sentBy(curl).headers).toMatchObject({ 'X-Team': 'search', 'X-PT-Delivery-Id': id, 'X-PT-Attempt': '1' })
  expect(Date.parse(valid_until) - Date.parse(signed_at)).toBe(300_000)
  expect(curl).not.toContain(testSecret)
  expect(await auditEntries()).toContainEqual(
    expect.objectContaining({ action: 'delivery.sign_request', target_id: id }),
  )
})

test('says the attempt of the last run, as what was sent did', async () => {
  const { id } = await deliver()
  const uuid = uuidOf('delivery', id)
  const attempt = (run: number, number: number, startedAt: number) =>
    rows(
      `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, duration_ms)
       select $1, d.id, d.event_id, d.tenant_id, d.subscription_id, $3, $4, to_timestamp($5 / 1000.0), 'https://example.com', 1
         from deliveries d where d.id = $2`,
      newUuid(),
      uuid,
      run,
      number,
      startedAt,
    )
  await attempt(1, 1, clock.now())
  await attempt(1, 2, clock.now())
  expect(sentBy((await signDeliveryRequest(systemActor, { id })).curl).headers).toMatchObject({ 'X-PT-Attempt': '2' })
  await attempt(2, 1, clock.now())
  expect(sentBy((await signDeliveryRequest(systemActor, { id })).curl).headers).toMatchObject({ 'X-PT-Attempt': '1' })
})

test('what travels in batches is a batch of one', async () => {
  const { id, event } = await deliver({ mode: 'batch' })
  const { curl } = await signDeliveryRequest(systemActor, { id })
  expect(verify(curl)).toMatchObject({ ok: true })
  expect(JSON.parse(sentBy(curl).body.toString())).toMatchObject({ events: [{ id: event }] })
})

test('a delivery of another tenant does not exist', async () => {
  const { id } = await deliver()
  const stranger = actorOf({ tenantId: (await makeTenant()).id })
  await expect(signDeliveryRequest(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
})
