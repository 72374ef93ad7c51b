import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { deliveriesOf, makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { PostriderError } from '../contract/errors.ts'
import { systemActor } from '../platform/actor.ts'
import { newUuid } from '../platform/uuid.ts'
import { acceptBatch } from './accept-store.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { type PublishedEvent, publishEvents } from './publish-events.ts'
import type { ParsedEvent } from './publish-request.ts'

useDatabase()
useEngineGround()

const url = 'http://127.0.0.1:9/hook'
const event = (tenant: string, fields: Partial<ParsedEvent['fields']> = {}, data = '{}'): ParsedEvent => ({
  fields: { tenant, type: 'memory.created', ...fields },
  data: Buffer.from(data),
})

test('each event of a request has its own outcome, in the order given', async () => {
  const tenant = await makeTenant()
  const fault = new PostriderError('validation_failed', 'refused while it was read')
  const results = await publishEvents(systemActor, {
    events: [
      event(tenant.publicId),
      fault,
      event('ten_00000000000000000000000000'),
      event('nobody'),
      event(tenant.publicId, { type: 'no.such' }),
      event(tenant.publicId, { version: '99' }),
      event(tenant.publicId, { version: '1' }),
    ],
  })
  expect(results).toMatchObject([
    { duplicate: false, deliveries: 0 },
    fault,
    { code: 'not_found', errors: [{ pointer: '/tenant' }], message: expect.stringContaining('PUT /api/v1/tenants/') },
    { code: 'not_found' },
    { code: 'validation_failed', errors: [{ pointer: '/type' }] },
    { code: 'validation_failed', errors: [{ pointer: '/version' }] },
    { duplicate: false },
  ])
  expect(await rows('select from events where tenant_id = $1', tenant.id)).toHaveLength(2)
})

test('a key bound to one tenant cannot publish for another, nor learn of its idempotency keys', async () => {
  const [own, other] = [await makeTenant(), await makeTenant()]
  const keyed = event(other.publicId, { idempotency_key: 'secret' })
  const bound = actorOf({ tenantId: own.id })
  const [allowed, refused] = await Promise.all([
    publishEvents(systemActor, { events: [keyed] }),
    publishEvents(bound, { events: [keyed] }),
  ])
  expect(allowed).toMatchObject([{ duplicate: false }])
  expect(refused).toMatchObject([{ code: 'not_found' }])
})

test('validation refuses, warns or stays silent as the type says', async () => {
  const tenant = await makeTenant()
  for (const validation of ['enforce', 'warn', 'off']) {
    await rows(
      `insert into event_types (id, name, version, schema, validation)
       values (gen_random_uuid(), $1, '1', '{"required":["total"],"properties":{"total":{"type":"number"}}}', $2)`,
      `checked.${validation}`,
      validation,
    )
  }
  const of = (validation: string, data: string) => event(tenant.publicId, { type: `checked.${validation}` }, data)
  const results = await publishEvents(systemActor, {
    events: [of('enforce', '{"total":"x"}'), of('enforce', '{"total":1}'), of('warn', '{}'), of('off', '{}')],
  })
  expect(results).toMatchObject([
    { code: 'validation_failed', errors: [{ pointer: '/data/total' }] },
    { duplicate: false },
    { duplicate: false, warnings: [{ pointer: '', message: expect.stringContaining('total') }] },
    { duplicate: false },
  ])
  expect(results.map((result) => 'warnings' in result)).toEqual([false, false, true, false])
  const stored = await rows(
    'select type, warnings is not null as warned from events where tenant_id = $1 order by type',
    tenant.id,
  )
  expect(stored).toEqual([
    { type: 'checked.enforce', warned: false },
    { type: 'checked.off', warned: false },
    { type: 'checked.warn', warned: true },
  ])
})

test('a row that the database refuses turns back only its own request', async () => {
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, url)
  // A NUL character is no text for PostgreSQL; the parser turns it back earlier, the queue must survive it all the same.
  const bad = event(tenant.publicId, { correlation_id: 'a\u0000b' })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, n) =>
      publishEvents(systemActor, { events: [n === 17 ? bad : event(tenant.publicId)] }),
    ),
  )
  expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(
    Array.from({ length: 40 }, (_, n) => n !== 17),
  )
  expect(await rows('select from events where tenant_id = $1', tenant.id)).toHaveLength(39)
  expect(await rows('select from outstanding_deliveries where tenant_id = $1', tenant.id)).toHaveLength(39)
})

test('an event remembers who was skipped and why; what is paused gets it held', async () => {
  const tenant = await makeTenant()
  const disabled = await makeSubscription(tenant.id, url, { status: 'disabled' })
  const unmatched = await makeSubscription(tenant.id, url, { events: ['tag.added'] })
  const paused = await makeSubscription(tenant.id, url, { status: 'paused' })
  const [published] = (await publishEvents(systemActor, { events: [event(tenant.publicId)] })) as PublishedEvent[]
  expect(published?.deliveries).toBe(1)
  const [stored] = await rows<{ skipped: unknown }>('select skipped from events where tenant_id = $1', tenant.id)
  expect(stored?.skipped).toEqual([
    { subscription: disabled, reason: 'disabled' },
    { subscription: unmatched, reason: 'no_match' },
  ])
  expect(await deliveriesOf(paused)).toMatchObject([{ status: 'pending', attempts: 0 }])
  expect(await rows('select from outstanding_deliveries where subscription_id = $1', paused)).toHaveLength(1)
})

test('of what is disabled only that is said to have missed an event whose filter would have let it through', async () => {
  const tenant = await makeTenant()
  const wanting = (kind: string) =>
    makeSubscription(tenant.id, url, { status: 'disabled', filter: { 'data.kind': kind } })
  const [missed, unfit] = [await wanting('note'), await wanting('bookmark')]
  await publishEvents(systemActor, { events: [event(tenant.publicId, {}, '{"kind":"note"}')] })
  const [stored] = await rows<{ skipped: unknown }>('select skipped from events where tenant_id = $1', tenant.id)
  expect(stored?.skipped).toEqual([
    { subscription: missed, reason: 'disabled' },
    { subscription: unfit, reason: 'filter' },
  ])
})

test('an event that was matched before a change is turned back beside one that was matched after it', async () => {
  const tenant = await makeTenant()
  const [{ version, catalogue }] = (await rows(
    'select t.subscriptions_version as version, i.catalogue_version as catalogue from tenants t, instance i where t.id = $1',
    tenant.id,
  )) as [{ version: string; catalogue: string }]
  const matchedFrom = (tenantVersion: string): AcceptedEvent => ({
    id: newUuid(),
    tenantId: tenant.id,
    tenantVersion,
    type: 'memory.created',
    version: '1',
    body: Buffer.from('{}'),
    occurredAt: new Date().toISOString(),
    correlationId: null,
    traceparent: null,
    idempotencyKey: null,
    bodyHash: null,
    targets: [],
    skipped: null,
    warnings: null,
    test: false,
  })
  const earlier = String(Number(version) - 1)
  for (const versions of [
    [version, earlier],
    [earlier, version],
  ]) {
    const outcomes = await acceptBatch(versions.map(matchedFrom), catalogue, {
      idempotencyWindowSeconds: 60,
      timeToLiveSeconds: 60,
    })
    expect(outcomes).toEqual(versions.map((from) => (from === version ? 'accepted' : 'stale')))
  }
})

test('the events of one request are numbered in their order, whatever their validation takes', async () => {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, url, { ordering: 'fifo' })
  await rows(
    `insert into event_types (id, name, version, schema, validation)
     values (gen_random_uuid(), 'slow.check', '1', '{"required":["n"]}', 'enforce')`,
  )
  const types = ['memory.created', 'slow.check', 'tag.added']
  const ids: string[] = []
  for (let round = 0; round < 2; round++) {
    const events = Array.from({ length: 1_000 }, (_, n) => ({
      fields: { tenant: tenant.publicId, type: types[n % 3] as string },
      data: Buffer.from(`{"n":${n}}`),
    }))
    // A change between the rounds makes the first matching stale.
    await rows('update subscriptions set description = $2 where id = $1', subscription, `round ${round}`)
    const results = (await publishEvents(systemActor, { events })) as PublishedEvent[]
    ids.push(...results.map((result) => result.id))
  }
  const stored = await rows<{ n: number }>(
    `select convert_from(e.body, 'utf8')::json #>> '{data,n}' as n
       from deliveries d join events e on e.id = d.event_id where d.subscription_id = $1 order by d.sequence`,
    subscription,
  )
  expect(ids).toHaveLength(2_000)
  expect(stored.map((row) => Number(row.n))).toEqual(Array.from({ length: 2_000 }, (_, n) => n % 1_000))
})

test('where the doorbells cannot be written, the event is not accepted either, and the publisher hears of it', async () => {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, url)
  await rows(`create function refuse_job() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`)
  await rows(
    'create trigger refuse_jobs before insert on graphile_worker._private_jobs for each row execute function refuse_job()',
  )
  try {
    await expect(publishEvents(systemActor, { events: [event(tenant.publicId)] })).rejects.toThrow('full')
  } finally {
    await rows('drop function refuse_job cascade')
  }
  expect(await rows('select from events where tenant_id = $1', tenant.id)).toEqual([])
  expect(await deliveriesOf(subscription)).toEqual([])
})
