import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { type PublishedEvent, publishEvents } from './publish-events.ts'

const at = useDatabase()
useEngineGround()

/** Another process: what it changes, this one learns from the database alone. */
let elsewhere: pg.Client
beforeAll(async () => {
  elsewhere = new pg.Client(at.url)
  await elsewhere.connect()
})
afterAll(() => elsewhere.end())

const url = 'http://127.0.0.1:9/hook'

async function deliveriesOfOne(tenant: string, type = 'memory.created'): Promise<number> {
  const [result] = await publishEvents(systemActor, { events: [{ fields: { tenant, type }, data: Buffer.from('{}') }] })
  if (result instanceof Error) throw result
  return (result as PublishedEvent).deliveries
}

const addElsewhere = (tenantId: string, events = '{*}'): Promise<string> =>
  elsewhere
    .query(
      'insert into subscriptions (id, tenant_id, url, events) values (gen_random_uuid(), $1, $2, $3) returning id',
      [tenantId, url, events],
    )
    .then((result) => result.rows[0].id)

test('a subscription that another process creates, edits, pauses, disables, resumes or deletes is seen by the very next event', async () => {
  const tenant = await makeTenant()
  expect(await deliveriesOfOne(tenant.publicId)).toBe(0)
  for (let round = 0; round < 10; round++) {
    const id = await addElsewhere(tenant.id)
    expect(await deliveriesOfOne(tenant.publicId)).toBe(1)
    const change = async (set: string): Promise<number> => {
      await elsewhere.query(`update subscriptions set ${set} where id = $1`, [id])
      return deliveriesOfOne(tenant.publicId)
    }
    expect(await change(`events = '{tag.*}'`)).toBe(0)
    expect(await change(`events = '{memory.*}'`)).toBe(1)
    expect(await change(`status = 'paused'`)).toBe(1)
    expect(await change(`status = 'disabled'`)).toBe(0)
    expect(await change(`status = 'active'`)).toBe(1)
    expect(await change('deleted_at = now()')).toBe(0)
  }
})

test('while another process changes subscriptions as fast as it can, every event is stored and matches what was committed before it or during it', async () => {
  const tenant = await makeTenant()
  const stop = new AbortController()
  const changing = (async () => {
    for (let n = 0; !stop.signal.aborted; n++) {
      await addElsewhere(tenant.id, n % 2 === 0 ? '{memory.*}' : '{tag.*}')
    }
  })()
  const committed = async (): Promise<number> => {
    const sql = `select count(*)::int as n from subscriptions where tenant_id = $1 and events = '{memory.*}'`
    return (await rows<{ n: number }>(sql, tenant.id))[0]?.n as number
  }
  try {
    for (let n = 0; n < 40; n++) {
      const before = await committed()
      const matched = await deliveriesOfOne(tenant.publicId)
      expect(matched).toBeGreaterThanOrEqual(before)
      expect(matched).toBeLessThanOrEqual(await committed())
    }
  } finally {
    stop.abort()
    await changing
  }
})

test('while subscriptions are paused and resumed as fast as others can, requests are stored whole and numbered in their order', async () => {
  const tenant = await makeTenant()
  const fifo = await makeSubscription(tenant.id, url, { ordering: 'fifo' })
  const stop = new AbortController()
  const pool = new pg.Pool({ connectionString: at.url, max: 3 })
  const changing = Array.from({ length: 3 }, async () => {
    while (!stop.signal.aborted)
      await pool.query(
        `update subscriptions set status = case status when 'active' then 'paused' else 'active' end where id = $1`,
        [fifo],
      )
  })
  const stored: string[] = []
  try {
    for (let request = 0; request < 60; request++) {
      const events = Array.from({ length: 5 }, () => ({
        fields: { tenant: tenant.publicId, type: 'memory.created' },
        data: Buffer.from('{}'),
      }))
      for (const result of await publishEvents(systemActor, { events })) {
        if (result instanceof Error) throw result
        expect(result.deliveries).toBe(1)
        stored.push(result.id)
      }
    }
  } finally {
    stop.abort()
    await Promise.all(changing)
    await pool.end()
  }
  const numbered = await rows<{ event_id: string }>(
    'select event_id from deliveries where subscription_id = $1 order by sequence',
    fifo,
  )
  expect(numbered.map((row) => toId('event', row.event_id))).toEqual(stored)
}, 60_000)

test('only the tenant whose subscriptions changed is turned back and matched again', async () => {
  const [changed, other] = [await makeTenant(), await makeTenant()]
  await makeSubscription(other.id, url)
  await Promise.all([deliveriesOfOne(changed.publicId), deliveriesOfOne(other.publicId)])
  await addElsewhere(changed.id)
  expect(await Promise.all([deliveriesOfOne(changed.publicId), deliveriesOfOne(other.publicId)])).toEqual([1, 1])
})

test('a tenant is found under its new uid at once, and no longer under the old one', async () => {
  const tenant = await makeTenant()
  await makeSubscription(tenant.id, url)
  const rename = (uid: string) => elsewhere.query('update tenants set uid = $2 where id = $1', [tenant.id, uid])
  await rename('before')
  expect(await deliveriesOfOne('before')).toBe(1)
  await rename('after')
  expect(await deliveriesOfOne('after')).toBe(1)
  await expect(deliveriesOfOne('before')).rejects.toMatchObject({ code: 'not_found' })
  const [event] = await rows<{ body: Buffer }>(
    'select body from events where tenant_id = $1 order by id desc',
    tenant.id,
  )
  expect(JSON.parse(String(event?.body))).toMatchObject({ tenant: 'after' })
})

test('a uid that another tenant took over leads to that tenant', async () => {
  const [first, second] = [await makeTenant(), await makeTenant()]
  await makeSubscription(second.id, url)
  const name = (id: string, uid: string | null) =>
    elsewhere.query('update tenants set uid = $2 where id = $1', [id, uid])
  await name(first.id, 'moving')
  expect(await deliveriesOfOne('moving')).toBe(0)
  await name(first.id, null)
  await name(second.id, 'moving')
  expect(await deliveriesOfOne('moving')).toBe(1)
})

test('a deleted tenant takes no more events', async () => {
  const tenant = await makeTenant()
  expect(await deliveriesOfOne(tenant.publicId)).toBe(0)
  await elsewhere.query('update tenants set deleted_at = now() where id = $1', [tenant.id])
  await expect(deliveriesOfOne(tenant.publicId)).rejects.toMatchObject({ code: 'not_found' })
})

test('an event type that another process adds or tightens holds for the very next event', async () => {
  const tenant = await makeTenant()
  const add = (name: string, schema: string, validation: string) =>
    elsewhere.query(
      'insert into event_types (id, name, version, schema, validation) values (gen_random_uuid(), $1, $2, $3, $4)',
      [name, '1', schema, validation],
    )
  await expect(deliveriesOfOne(tenant.publicId, 'order.placed')).rejects.toMatchObject({ code: 'validation_failed' })
  await add('order.placed', '{"required":["total"]}', 'off')
  expect(await deliveriesOfOne(tenant.publicId, 'order.placed')).toBe(0)
  await elsewhere.query(`update event_types set validation = 'enforce' where name = 'order.placed'`)
  await expect(deliveriesOfOne(tenant.publicId, 'order.placed')).rejects.toMatchObject({ code: 'validation_failed' })
})
