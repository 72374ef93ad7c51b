import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import {
  type DeliveryFixture,
  insertApp,
  insertDelivery,
  insertEvent,
  insertSubscription,
  insertTenant,
} from '../../test/rows.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { readKeyset } from '../platform/keyset.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { newUuid } from '../platform/uuid.ts'
import { findDeliveryIds } from './delivery-page-store.ts'
import { getDelivery } from './get-delivery.ts'
import { listDeliveries } from './list-deliveries.ts'

useDatabase()

let tenantId: string
let subscriptionId: string
let actor: Actor

beforeEach(async () => {
  tenantId = await insertTenant()
  subscriptionId = await insertSubscription({ tenantId })
  actor = actorOf({ tenantId })
})

/** Ids of one millisecond have no order among themselves: every delivery here has a millisecond of its own. */
let ms = Date.now() - 3_600_000

async function deliver(more: Partial<DeliveryFixture> = {}, atMs = ms++): Promise<string> {
  const owner = { tenantId: more.tenantId ?? tenantId, subscriptionId: more.subscriptionId ?? subscriptionId }
  const eventId = more.eventId ?? (await insertEvent({ tenantId: owner.tenantId, type: more.type, atMs }))
  return toId('delivery', await insertDelivery({ ...more, ...owner, eventId }))
}

const ids = async (query: object, by = actor) =>
  (await listDeliveries(by, { limit: 50, ...query })).data.map(({ id }) => id)

describe('a search in payloads', () => {
  const said = (data: string) => insertEvent({ tenantId, atMs: ms++, data })
  const saying = async (data: string) => deliver({ eventId: await said(data) })
  const found = async (payload: string) => {
    const { data, searched } = await listDeliveries(actor, { limit: 50, payload })
    return { ids: data.map(({ id }) => id), searched }
  }

  test('finds values of any kind at any depth as text, with every digit', async () => {
    const big = await saying('{"user":{"id":12345678901234567890}}')
    const text = await saying('{"user":{"id":"a:b c"}}')
    const list = await saying('{"tags":["x","caf\\u00e9"],"on":true,"gone":null}')
    expect((await found('data.user.id:12345678901234567890')).ids).toEqual([big])
    expect((await found('data.user.id:12345678901234567891')).ids).toEqual([])
    expect((await found('data.user.id:a:b c')).ids).toEqual([text])
    expect((await found('data.tags.1:café')).ids).toEqual([list])
    expect((await found('data.on:true')).ids).toEqual([list])
    expect((await found('data.gone:null')).ids).toEqual([list])
    expect((await found('data.nothing:null')).ids).toEqual([])
  })

  test('says how far it came, and is not stopped by what jsonb cannot hold', async () => {
    const one = await saying('{"n":1}')
    await saying('{"s":"\\u0000"}')
    const { ids, searched } = await found('data.n:1')
    expect(ids).toEqual([one])
    expect(searched).toMatchObject({ deliveries: 2, is_complete: true })
  })

  test('looks at nothing that the other filters leave out', async () => {
    const answered = await deliver({ eventId: await said('{"n":1}'), status: 'succeeded', code: 200 })
    await deliver({ eventId: await said('{"n":1}'), status: 'failed', error: 'timeout' })
    const { data, searched } = await listDeliveries(actor, { limit: 50, payload: 'data.n:1', code_class: '2xx' })
    expect(data.map(({ id }) => id)).toEqual([answered])
    expect(searched).toMatchObject({ deliveries: 1, is_complete: true })
  })

  test('narrows what the other filters leave, page by page without gap or repetition', async () => {
    const wanted: string[] = []
    for (let n = 0; n < 7; n++) wanted.unshift(await saying(`{"n":${n % 2}}`))
    const first = await listDeliveries(actor, { limit: 3, payload: 'data.n:0' })
    const next = await listDeliveries(actor, { limit: 3, payload: 'data.n:0', cursor: first.next_cursor as string })
    expect([...first.data, ...next.data].map(({ id }) => id)).toEqual(wanted.filter((_, index) => index % 2 === 0))
    expect(next.next_cursor).toBeNull()
    const other = actorOf({ tenantId: await insertTenant() })
    expect((await listDeliveries(other, { limit: 3, payload: 'data.n:0' })).searched).toMatchObject({ deliveries: 0 })
  })
})

describe('the list of deliveries', () => {
  test.each(['pending', 'retrying', 'succeeded', 'failed', 'cancelled'] as const)(
    'finds the %s ones',
    async (status) => {
      for (const other of ['pending', 'retrying', 'succeeded', 'failed', 'cancelled'] as const)
        await deliver({ status: other })
      const [newer, older] = [await deliver({ status }), await deliver({ status })].reverse()
      for (const by of [actor, systemActor]) expect((await ids({ status }, by)).slice(0, 2)).toEqual([newer, older])
      const { data } = await listDeliveries(actor, {
        limit: 50,
        status,
        subscription: toId('subscription', subscriptionId),
      })
      expect(data).toHaveLength(3)
      expect(new Set(data.map((delivery) => delivery.status))).toEqual(new Set([status]))
    },
  )

  test('finds all that waits, tried or not', async () => {
    const all: string[] = []
    for (const status of ['pending', 'succeeded', 'retrying', 'failed', 'pending', 'cancelled'] as const)
      all.unshift(await deliver({ status }))
    const [, second, , fourth, , sixth] = all
    expect(await ids({ status: 'waiting' })).toEqual([second, fourth, sixth])
    const subscription = toId('subscription', await insertSubscription({ tenantId }))
    expect(await ids({ status: 'waiting', subscription })).toEqual([])
  })

  test('finds what is held as its rows say it, whatever holds it', async () => {
    const lane = await insertSubscription({ tenantId })
    const subscription = toId('subscription', lane)
    for (const status of ['pending', 'succeeded', 'retrying', 'failed'] as const)
      await deliver({ subscriptionId: lane, status })
    await deliver({ subscriptionId: lane, status: 'pending', test: true })
    const pool = database().pool
    const hold = (columns: string) => pool.query(`update lane_states set ${columns} where subscription_id = $1`, [lane])
    const setStatus = (status: string) =>
      pool.query('update subscriptions set status = $2 where id = $1', [lane, status])
    const held = async () => {
      const rows = (await listDeliveries(actor, { limit: 50, subscription })).data
      const found = await ids({ status: 'held', subscription })
      expect(found).toEqual(rows.filter(({ held_by }) => held_by !== null).map(({ id }) => id))
      return found.length
    }
    expect(await held()).toBe(0)
    for (const status of ['paused', 'disabled']) {
      await setStatus(status)
      expect(await held()).toBe(2)
    }
    await setStatus('active')
    for (const columns of [
      `circuit = 'open'`,
      `circuit = 'half_open'`,
      `circuit = 'closed', held_until = now() + interval '1 hour'`,
    ]) {
      await hold(columns)
      expect(await held()).toBe(2)
    }
    await hold(`held_until = now() - interval '1 second'`)
    expect(await held()).toBe(0)
  })

  test('finds all that did not arrive, page by page in the order of all', async () => {
    const all: string[] = []
    for (const status of ['failed', 'succeeded', 'retrying', 'cancelled', 'failed', 'pending'] as const)
      all.unshift(await deliver({ status }))
    const [first, second, , fourth, , sixth] = all
    const undelivered = { status: 'undelivered' as const, subscription: toId('subscription', subscriptionId) }
    expect(await ids(undelivered)).toEqual([first, second, fourth, sixth])
    expect(await ids({ ...undelivered, type: 'no.such' })).toEqual([])
    const page = await listDeliveries(actor, { limit: 3, ...undelivered })
    expect(page.data.map((delivery) => delivery.id)).toEqual([first, second, fourth])
    const next = await listDeliveries(actor, { limit: 3, ...undelivered, cursor: page.next_cursor as string })
    expect(next.data.map((delivery) => delivery.id)).toEqual([sixth])
  })

  test('finds tests among what failed, page by page in the order of all', async () => {
    const failed: string[] = []
    for (const isTest of [true, false, false, true, true])
      failed.unshift(await deliver({ status: 'failed', error: 'timeout', test: isTest }))
    await deliver({ status: 'succeeded', test: true })
    await deliver({ tenantId: await insertTenant(), status: 'failed', test: true })
    const pages = []
    for (let cursor: string | undefined; ; ) {
      const page = await listDeliveries(actor, { limit: 2, status: 'failed', ...(cursor && { cursor }) })
      pages.push(page.data.map(({ id }) => id))
      if (page.next_cursor === null) break
      cursor = page.next_cursor
    }
    expect(pages).toEqual([failed.slice(0, 2), failed.slice(2, 4), failed.slice(4)])
    expect(await ids({ status: 'failed', error: 'http_error' })).toEqual([])
  })

  test('filters by everything at once and by each alone', async () => {
    const other = await insertSubscription({ tenantId })
    const eventId = await insertEvent({ tenantId, type: 'tag.added' })
    const wanted = await deliver({ eventId, type: 'tag.added', status: 'failed', error: 'http_error', code: 503 })
    await deliver({ eventId, subscriptionId: other, type: 'tag.added', status: 'failed', error: 'timeout' })
    await deliver({ status: 'failed', error: 'http_error', code: 500 })
    await deliver({ status: 'succeeded', code: 200 })
    const filters = {
      status: 'failed',
      subscription: toId('subscription', subscriptionId),
      event: toId('event', eventId),
      type: 'tag.added',
      error: 'http_error',
      code: 503,
    }
    expect(await ids(filters)).toEqual([wanted])
    expect(await ids({ event: filters.event })).toHaveLength(2)
    expect(await ids({ type: 'tag.added' })).toHaveLength(2)
    expect(await ids({ error: 'http_error' })).toHaveLength(2)
    expect(await ids({ code: 503 })).toEqual([wanted])
    expect(await ids({ status: 'failed', code: 503 })).toEqual([wanted])
    expect(await ids({ status: 'failed', type: 'tag.added', error: 'timeout' })).toHaveLength(1)
    expect(await ids({ subscription: filters.subscription })).toHaveLength(3)
  })

  test('narrows to a class of codes, and to what was tried and not answered', async () => {
    const ok = await deliver({ status: 'succeeded', code: 204 })
    const moved = await deliver({ status: 'failed', error: 'redirect_refused', code: 308 })
    const gone = await deliver({ status: 'retrying', error: 'http_error', code: 499 })
    const broken = await deliver({ status: 'failed', error: 'http_error', code: 500 })
    const silent = await deliver({ status: 'failed', error: 'timeout' })
    const refused = await deliver({ status: 'retrying', error: 'connection_refused' })
    await deliver({ status: 'pending' })
    const inClass = (code_class: string, more: object = {}) => ids({ code_class, ...more })
    expect(await inClass('2xx')).toEqual([ok])
    expect(await inClass('3xx')).toEqual([moved])
    expect(await inClass('4xx')).toEqual([gone])
    expect(await inClass('5xx')).toEqual([broken])
    expect(await inClass('none')).toEqual([refused, silent])
    expect(await inClass('none', { status: 'failed' })).toEqual([silent])
    expect(await inClass('5xx', { status: 'failed' })).toEqual([broken])
    expect(await inClass('none', { status: 'retrying' })).toEqual([refused])
    expect(await inClass('5xx', { code: 500 })).toEqual([broken])
    expect(await inClass('5xx', { code: 499 })).toEqual([])
  })

  test.each([undefined, 'failed', 'pending'] as const)('is bounded in time, status %s', async (status) => {
    const now = Date.parse('2026-03-04T12:00:00Z')
    const [first, second, third] = [
      await deliver({ status }, now),
      await deliver({ status }, now + 1),
      await deliver({ status }, now + 2),
    ]
    const at = (offset: number) => new Date(now + offset).toISOString()
    expect(await ids({ status, after: at(1) })).toEqual([third, second])
    expect(await ids({ status, before: at(1) })).toEqual([first])
    expect(await ids({ status, after: at(1), before: at(2) })).toEqual([second])
    expect(await ids({ status, after: '1969-01-01T00:00:00Z' })).toHaveLength(3)
  })

  test.each([undefined, 'failed', 'pending'] as const)('pages both ways, status %s', async (status) => {
    const all: string[] = []
    for (let n = 0; n < 7; n++) all.unshift(await deliver({ status }))
    const seen: string[] = []
    let cursor: string | undefined
    let back: string | null = null
    do {
      const page = await listDeliveries(actor, { limit: 3, status, cursor })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
      back = page.prev_cursor
    } while (cursor)
    expect(seen).toEqual(all)
    const page = await listDeliveries(actor, { limit: 3, status, cursor: back as string })
    expect(page.data.map(({ id }) => id)).toEqual(all.slice(3, 6))
  })

  test('of an operator spans tenants, and narrows to one by id or uid', async () => {
    const other = await insertTenant()
    const there = await deliver({ tenantId: other, subscriptionId: await insertSubscription({ tenantId: other }) })
    const here = await deliver()
    const operator = actorOf({})
    expect(await ids({}, operator)).toEqual(expect.arrayContaining([here, there]))
    expect(await ids({ tenant: toId('tenant', other) }, operator)).toEqual([there])
  })

  test('keeps tenants and apps apart in every way of reading', async () => {
    const appId = await insertApp(tenantId)
    const ofApp = await insertSubscription({ tenantId, appId })
    const statuses = ['pending', 'succeeded', 'failed'] as const
    for (const status of statuses) {
      await deliver({ status })
      await deliver({ status, appId, subscriptionId: ofApp })
    }
    const stranger = actorOf({ tenantId: await insertTenant() })
    const app = actorOf({ tenantId, appId })
    const otherApp = actorOf({ tenantId, appId: await insertApp(tenantId) })
    for (const status of [...statuses, undefined]) {
      expect(await ids({ status }, stranger)).toEqual([])
      expect(await ids({ status }, otherApp)).toEqual([])
      const { data } = await listDeliveries(app, { limit: 50, status })
      expect(data.map(({ subscription }) => subscription)).toEqual(
        Array.from({ length: status ? 1 : 3 }, () => toId('subscription', ofApp)),
      )
    }
    const subscription = toId('subscription', subscriptionId)
    for (const by of [stranger, app]) {
      await expect(listDeliveries(by, { limit: 50, subscription })).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('knows deliveries of a deleted subscription', async () => {
    const id = await deliver()
    await database().pool.query('update subscriptions set deleted_at = now() where id = $1', [subscriptionId])
    expect(await ids({ subscription: toId('subscription', subscriptionId) })).toEqual([id])
    const isDeleted = async () => (await getDelivery(actor, { id })).subscription_deleted
    expect(await isDeleted()).toBe(true)
    await database().pool.query('update subscriptions set deleted_at = null where id = $1', [subscriptionId])
    expect(await isDeleted()).toBe(false)
  })

  test('looks at so many rows in one statement and goes on from there', async () => {
    const wanted = await deliver({ status: 'cancelled' })
    await database().pool.query(
      `insert into deliveries (id, event_id, tenant_id, subscription_id, event_type, status, open_runs)
       select overlay(uuid_floor(to_timestamp(($1::float8 + n) / 1000))::text placing right(gen_random_uuid()::text, 12)
                      from 25 for 12)::uuid, gen_random_uuid(), $2, $3, 'memory.created', 'succeeded', 0
         from generate_series(1, $4::int) n`,
      [ms, tenantId, subscriptionId, scanBudget + 10],
    )
    const keyset = readKeyset('deliveries', { limit: 50 })
    const reach = { tenantId, appId: null }
    const first = await findDeliveryIds(reach, keyset, { status: 'cancelled' })
    expect(first).toEqual({ ids: [], scannedTo: expect.any(String) })
    const second = await findDeliveryIds(reach, { ...keyset, at: first.scannedTo }, { status: 'cancelled' })
    expect(second).toEqual({ ids: [uuidOf('delivery', wanted)], scannedTo: null })
    expect(await listDeliveries(actor, { limit: 50, status: 'cancelled' })).toMatchObject({
      data: [{ id: wanted }],
      has_more: false,
    })
  })

  test('counts what arrived and is to be sent again to what waits, and to nothing else', async () => {
    const again = await deliver({ status: 'succeeded' })
    await deliver({ status: 'succeeded' })
    const { pool } = database()
    await pool.query('update deliveries set open_runs = 1, runs = 2 where id = $1', [uuidOf('delivery', again)])
    await pool.query(
      `insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, due_at, expires_at, accepted_at)
       select id, 2, subscription_id, tenant_id, event_id, now(), now(), now() from deliveries where id = $1`,
      [uuidOf('delivery', again)],
    )
    const retrying = await deliver({ status: 'retrying' })
    for (const by of [actor, systemActor]) {
      const found = async (status: string) =>
        (await ids({ status }, by)).filter((id) => id === again || id === retrying)
      expect(await found('waiting')).toEqual([retrying, again])
      expect(await found('undelivered')).toEqual([retrying])
      expect(await found('retrying')).toEqual([retrying])
    }
  })

  test('finds pending ones also in a backlog too large to sort', async () => {
    await database().pool.query(
      `with made as (
         insert into deliveries (id, event_id, tenant_id, subscription_id, event_type)
         select overlay(gen_random_uuid()::text placing left(uuid_floor(now() - interval '2 hours')::text, 15) from 1 for 15)::uuid, gen_random_uuid(),
                $1, $2, 'memory.created' from generate_series(1, 5100)
         returning id, event_id)
       insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, due_at, expires_at, accepted_at)
       select id, 1, $2, $1, event_id, now(), now(), now() from made`,
      [tenantId, subscriptionId],
    )
    const newest = await deliver({ status: 'pending' })
    const failed = await deliver({ status: 'failed' })
    await deliver({ status: 'succeeded' })
    // The operator sees those of other tests, too.
    for (const by of [actor, systemActor]) {
      const found = await ids({ status: 'pending' }, by)
      expect(found).toHaveLength(50)
      expect(found[0]).toBe(newest)
      const undelivered = await ids({ status: 'undelivered' }, by)
      expect(undelivered.filter((id) => id === failed || id === newest)).toEqual([failed, newest])
    }
  })
})

describe('a delivery', () => {
  async function attempt(deliveryUuid: string, eventId: string, n: number, more: object = {}): Promise<void> {
    const row = {
      status_code: 503,
      error: 'http_error',
      request_headers: JSON.stringify({ 'X-PT-Attempt': String(n) }),
      response_headers: JSON.stringify({ 'set-cookie': ['a=1', 'b=2'] }),
      response_body: Buffer.from('<script>alert(1)</script>'),
      batch_id: null,
      ...more,
    }
    await database().pool.query(
      `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, duration_ms,
                             ttfb_ms, remote_address, status_code, error, request_headers, response_headers, response_body, batch_id)
       values ($1, $2, $3, $4, $5, 1, $6, now(), 'https://example.com/hooks', 12.5, 9.25, '93.184.216.34', $7, $8, $9, $10, $11, $12)`,
      [newUuid(), deliveryUuid, eventId, tenantId, subscriptionId, n, ...Object.values(row)],
    )
  }

  test('comes with its attempts, oldest first, and what was sent and answered', async () => {
    const eventId = await insertEvent({ tenantId, data: '{"n":12345678901234567890}' })
    const uuid = await insertDelivery({
      tenantId,
      subscriptionId,
      eventId,
      status: 'failed',
      error: 'http_error',
      code: 503,
    })
    await attempt(uuid, eventId, 1)
    await attempt(uuid, eventId, 2, { response_body: Buffer.from([0xff, 0]), batch_id: newUuid() })
    const delivery = await getDelivery(actor, { id: toId('delivery', uuid) })
    expect(delivery).toMatchObject({
      event: toId('event', eventId),
      subscription: toId('subscription', subscriptionId),
      url: 'https://example.com/hooks',
      status: 'failed',
      code: 503,
      error: 'http_error',
      max_attempts: 6,
      correlation_id: toId('event', eventId),
      next_attempt_at: null,
    })
    expect(delivery.attempts.map((attempt) => attempt.attempt)).toEqual([1, 2])
    expect(delivery.attempts[0]).toMatchObject({
      code: 503,
      error: 'http_error',
      ttfb_ms: 9.25,
      dns_ms: null,
      duration_ms: 12.5,
      remote_address: '93.184.216.34',
      request: {
        headers: { 'X-PT-Attempt': '1' },
        body: { text: '{"id":"x","data":{"n":12345678901234567890}}', encoding: 'utf-8', truncated: false },
      },
      response: {
        headers: { 'set-cookie': ['a=1', 'b=2'] },
        body: { text: '<script>alert(1)</script>', encoding: 'utf-8' },
      },
    })
    expect(delivery.attempts[1]).toMatchObject({
      batch: expect.stringMatching(/^bat_/),
      request: { body: null },
      response: { body: { text: '/wA=', encoding: 'base64' } },
    })
  })

  test('says how many attempts it does not list', async () => {
    const eventId = await insertEvent({ tenantId })
    const uuid = await insertDelivery({ tenantId, subscriptionId, eventId, status: 'retrying' })
    await attempt(uuid, eventId, 1)
    expect(await getDelivery(actor, { id: toId('delivery', uuid) })).toMatchObject({ attempts_left_out: 0 })
    for (let n = 2; n <= 203; n++) await attempt(uuid, eventId, n)
    const delivery = await getDelivery(actor, { id: toId('delivery', uuid) })
    expect(delivery.attempts).toHaveLength(200)
    expect(delivery.attempts_left_out).toBe(3)
  })

  test('shows the first 16 KiB of a long body', async () => {
    const eventId = await insertEvent({ tenantId, data: JSON.stringify('x'.repeat(20_000)) })
    const uuid = await insertDelivery({ tenantId, subscriptionId, eventId, status: 'retrying' })
    await attempt(uuid, eventId, 1)
    const delivery = await getDelivery(actor, { id: toId('delivery', uuid) })
    expect(delivery.next_attempt_at).not.toBeNull()
    expect(delivery.attempts[0]?.request.body).toMatchObject({ truncated: true })
    expect(delivery.attempts[0]?.request.body?.text).toHaveLength(16 * 1024)
  })

  test('of others is not found', async () => {
    const id = await deliver()
    const strangers = [
      actorOf({ tenantId: await insertTenant() }),
      actorOf({ tenantId, appId: await insertApp(tenantId) }),
    ]
    for (const stranger of strangers) {
      await expect(getDelivery(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const bad of ['dlv_nonsense', toId('subscription', subscriptionId), toId('delivery', newUuid())]) {
      await expect(getDelivery(actor, { id: bad })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
