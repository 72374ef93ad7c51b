import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { PostriderError } from '../contract/errors.ts'
import { systemActor } from '../platform/actor.ts'
import { type PublishedEvent, type PublishResult, publishEvents } from './publish-events.ts'

useDatabase()
useEngineGround()

async function publishWith(
  tenant: string,
  key: string,
  data = '{"n":1}',
  type = 'memory.created',
): Promise<PublishResult> {
  const event = { fields: { tenant, type, idempotency_key: key }, data: Buffer.from(data) }
  return (await publishEvents(systemActor, { events: [event] }))[0] as PublishResult
}

const storedFor = (tenantId: string): Promise<{ id: string }[]> =>
  rows('select id from events where tenant_id = $1', tenantId)

test('fifty concurrent publishes with one key are one event and fifty equal answers', async () => {
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  const answers = (await Promise.all(
    Array.from({ length: 50 }, () => publishWith(tenant.publicId, 'once')),
  )) as PublishedEvent[]
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  expect(answers.map((answer) => answer.deliveries)).toEqual(Array(50).fill(1))
  expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1)
  expect(await storedFor(tenant.id)).toHaveLength(1)
  expect(await rows('select from outstanding_deliveries where tenant_id = $1', tenant.id)).toHaveLength(1)
})

test('fifty events with one key in one request are one event', async () => {
  const tenant = await makeTenant()
  const fields = { tenant: tenant.publicId, type: 'memory.created', idempotency_key: 'batch' }
  const events = Array.from({ length: 50 }, () => ({ fields, data: Buffer.from('{}') }))
  const answers = (await publishEvents(systemActor, { events })) as PublishedEvent[]
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1)
  expect(await storedFor(tenant.id)).toHaveLength(1)
})

test('a later publish with the key is a duplicate of the first, also under the uid of the tenant', async () => {
  const tenant = await makeTenant()
  await rows('update tenants set uid = $2 where id = $1', tenant.id, 'acme')
  const first = (await publishWith(tenant.publicId, 'later')) as PublishedEvent
  expect(await publishWith('acme', 'later')).toEqual({ ...first, duplicate: true })
})

test('a duplicate repeats the warnings of the first answer, alone and beside its elder in one request', async () => {
  const tenant = await makeTenant()
  await rows(
    `insert into event_types (id, name, version, schema, validation)
     values (gen_random_uuid(), 'order.paid', '1', '{"required":["total"]}', 'warn')`,
  )
  const first = (await publishWith(tenant.publicId, 'warned', '{}', 'order.paid')) as PublishedEvent
  expect(first.warnings).toHaveLength(1)
  expect(await publishWith(tenant.publicId, 'warned', '{}', 'order.paid')).toEqual({ ...first, duplicate: true })
  const event = {
    fields: { tenant: tenant.publicId, type: 'order.paid', idempotency_key: 'twins' },
    data: Buffer.from('{}'),
  }
  const [elder, twin] = await publishEvents(systemActor, { events: [event, event] })
  expect(elder).toMatchObject({ duplicate: false, warnings: first.warnings })
  expect(twin).toEqual({ ...elder, duplicate: true })
})

test('tenants have keys of their own', async () => {
  const [one, other] = [await makeTenant(), await makeTenant()]
  const answers = await Promise.all([publishWith(one.publicId, 'shared'), publishWith(other.publicId, 'shared')])
  expect(answers).toMatchObject([{ duplicate: false }, { duplicate: false }])
})

test.each([
  ['another body', '{"n":2}', 'memory.created'],
  ['another type', '{"n":1}', 'tag.added'],
])('the key with %s is refused and names the event that has it', async (_name, data, type) => {
  const tenant = await makeTenant()
  const first = (await publishWith(tenant.publicId, 'k')) as PublishedEvent
  const second = await publishWith(tenant.publicId, 'k', data, type)
  expect(second).toBeInstanceOf(PostriderError)
  expect(second).toMatchObject({ code: 'idempotency_mismatch', message: expect.stringContaining(first.id) })
  expect(await storedFor(tenant.id)).toHaveLength(1)
})

test('of concurrent publishes with two bodies one body wins and the others are refused', async () => {
  const tenant = await makeTenant()
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => publishWith(tenant.publicId, 'race', `{"n":${n % 2}}`)),
  )
  const accepted = answers.filter((answer) => !(answer instanceof PostriderError)) as PublishedEvent[]
  expect(accepted).toHaveLength(20)
  expect(new Set(accepted.map((answer) => answer.id)).size).toBe(1)
  expect(answers.filter((answer) => (answer as PostriderError).code === 'idempotency_mismatch')).toHaveLength(20)
})

test('a key that expired may be used for another event', async () => {
  const tenant = await makeTenant()
  const first = (await publishWith(tenant.publicId, 'old')) as PublishedEvent
  await rows(`update idempotency_keys set expires_at = now() - interval '1 second' where tenant_id = $1`, tenant.id)
  const second = (await publishWith(tenant.publicId, 'old', '{"n":2}')) as PublishedEvent
  expect(second).toMatchObject({ duplicate: false })
  expect(second.id).not.toBe(first.id)
})
