import { beforeEach, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import type { AttemptError } from '../contract/delivery.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { readKeyset } from '../platform/keyset.ts'
import { scanBudget } from '../platform/scan-budget.ts'
import { newUuid } from '../platform/uuid.ts'
import { findDeliveryIds } from './delivery-page-store.ts'
import { listDeliveries } from './list-deliveries.ts'
import { redeliverDeliveries } from './redeliver-deliveries.ts'

useDatabase()

interface Owner {
  tenantId: string
  subscriptionId: string
  appId?: string
}

let owner: Owner
let actor: Actor
beforeEach(async () => {
  const tenantId = await insertTenant()
  owner = { tenantId, subscriptionId: await insertSubscription({ tenantId }) }
  actor = actorOf({ tenantId })
})

/** Every delivery has a millisecond of its own. */
let ms = Date.now() - 3_600_000

/** One that succeeded after attempts that failed so. */
async function recovered(errors: AttemptError[], of = owner): Promise<string> {
  const eventId = await insertEvent({ tenantId: of.tenantId, atMs: ms++ })
  const id = await insertDelivery({ ...of, eventId, status: 'succeeded', code: 200 })
  for (const [n, error] of [...errors, null].entries()) {
    await database().pool.query(
      `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, duration_ms, error)
       values ($1, $2, $3, $4, $5, 1, $6, now(), 'https://example.com/hooks', 12.5, $7)`,
      [newUuid(), id, eventId, of.tenantId, of.subscriptionId, n + 1, error],
    )
  }
  return toId('delivery', id)
}

const ids = async (query: object, by = actor) =>
  (await listDeliveries(by, { limit: 50, ...query })).data.map(({ id }) => id)

test('what failed so and arrived later is found by its attempts, once, and not by its last result', async () => {
  const timedOut = await recovered(['timeout', 'dns_error', 'timeout'])
  await recovered(['http_error'])
  await recovered([])
  expect(await ids({ attempt_error: 'timeout' })).toEqual([timedOut])
  expect(await ids({ attempt_error: 'dns_error' })).toEqual([timedOut])
  expect(await ids({ error: 'timeout' })).toEqual([])
})

test('the other filters narrow it', async () => {
  const early = await recovered(['timeout'])
  const from = new Date(ms).toISOString()
  const late = await recovered(['timeout'])
  const subscriptionId = await insertSubscription({ tenantId: owner.tenantId })
  const elsewhere = await recovered(['timeout'], { ...owner, subscriptionId })
  const attempt_error = 'timeout'
  expect(await ids({ attempt_error, before: from })).toEqual([early])
  expect(await ids({ attempt_error, after: from })).toEqual([elsewhere, late])
  expect(await ids({ attempt_error, subscription: toId('subscription', subscriptionId) })).toEqual([elsewhere])
  expect(await ids({ attempt_error, status: 'failed' })).toEqual([])
  expect(await ids({ attempt_error, code: 200, status: 'succeeded' })).toEqual([elsewhere, late, early])
  const [{ event } = { event: '' }] = (await listDeliveries(actor, { limit: 1, attempt_error, before: from })).data
  expect(await ids({ attempt_error, event })).toEqual([early])
})

test('the time of the attempt narrows it, not that of the event', async () => {
  const late = await recovered(['timeout'])
  const early = await recovered(['timeout'])
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const move = (id: string, minutes: number) =>
    database().pool.query(`update attempts set started_at = $2 where delivery_id = $1`, [
      uuidOf('delivery', id),
      at(minutes),
    ])
  await move(late, 5)
  await move(early, 8)
  const attempt_error = 'timeout'
  expect(await ids({ attempt_error, attempt_after: at(6) })).toEqual([late])
  expect(await ids({ attempt_error, attempt_before: at(6) })).toEqual([early])
  expect(await ids({ attempt_error, attempt_after: at(9), attempt_before: at(4) })).toEqual([early, late])
  expect(await ids({ attempt_error, attempt_after: at(4) })).toEqual([])
  await expect(ids({ attempt_after: at(6) })).rejects.toMatchObject({ errors: [{ pointer: '/query/attempt_after' }] })
})

test('tenants and apps are kept apart', async () => {
  const { tenantId } = owner
  const appId = await insertApp(tenantId)
  const ofApp = await recovered(['blocked'], {
    tenantId,
    appId,
    subscriptionId: await insertSubscription({ tenantId, appId }),
  })
  const ofTenant = await recovered(['blocked'])
  const stranger = actorOf({ tenantId: await insertTenant() })
  const attempt_error = 'blocked'
  expect(await ids({ attempt_error }, stranger)).toEqual([])
  expect(await ids({ attempt_error }, actorOf({ tenantId, appId }))).toEqual([ofApp])
  expect(await ids({ attempt_error })).toEqual([ofTenant, ofApp])
  expect(await ids({ attempt_error }, actorOf({}))).toEqual([ofTenant, ofApp])
})

test('pages forth and back without gap or repetition', async () => {
  const all: string[] = []
  for (let n = 0; n < 7; n++) all.unshift(await recovered(['timeout', 'timeout']))
  const page = (cursor?: string | null) =>
    listDeliveries(actor, { limit: 3, attempt_error: 'timeout', ...(cursor && { cursor }) })
  const first = await page()
  const second = await page(first.next_cursor)
  const third = await page(second.next_cursor)
  expect([first, second, third].flatMap(({ data }) => data.map(({ id }) => id))).toEqual(all)
  expect(third.next_cursor).toBeNull()
  expect((await page(third.prev_cursor)).data.map(({ id }) => id)).toEqual(all.slice(3, 6))
})

/** More failed attempts than one statement looks at, newer than all others. */
async function fail(tenantId: string, subscriptionId: string, count: number): Promise<void> {
  await database().pool.query(
    `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, duration_ms, error)
     select gen_random_uuid(), overlay(uuid_floor(to_timestamp(($1::float8 + n) / 1000))::text placing right(gen_random_uuid()::text, 12)
                    from 25 for 12)::uuid, gen_random_uuid(), $2, $3, 1, 1, now(), 'https://example.com/hooks', 1, 'tls_error'
       from generate_series(1, $4::int) n`,
    [ms, tenantId, subscriptionId, count],
  )
}

test('so many attempts are looked at in one statement, and it goes on from there', async () => {
  const wanted = await recovered(['tls_error'])
  const { tenantId } = owner
  await fail(tenantId, await insertSubscription({ tenantId }), scanBudget + 10)
  const keyset = readKeyset('deliveries', { limit: 50 })
  const reach = { tenantId, appId: null }
  const filter = { attemptError: 'tls_error' as const, subscriptionId: owner.subscriptionId }
  const first = await findDeliveryIds(reach, keyset, filter)
  expect(first).toEqual({ ids: [], scannedTo: expect.any(String) })
  const second = await findDeliveryIds(reach, { ...keyset, at: first.scannedTo }, filter)
  expect(second).toEqual({ ids: [uuidOf('delivery', wanted)], scannedTo: null })
})

test('failures of other tenants are not walked through, by the operator neither where the subscription is named', async () => {
  const wanted = await recovered(['tls_error'])
  const other = { tenantId: await insertTenant() }
  await fail(other.tenantId, await insertSubscription(other), scanBudget + 10)
  const keyset = readKeyset('deliveries', { limit: 50 })
  const filter = { attemptError: 'tls_error' as const }
  const found = { ids: [uuidOf('delivery', wanted)], scannedTo: null }
  expect(await findDeliveryIds({ tenantId: owner.tenantId, appId: null }, keyset, filter)).toEqual(found)
  const named = { ...filter, subscriptionId: owner.subscriptionId }
  expect(await findDeliveryIds({ tenantId: null, appId: null }, keyset, named)).toEqual(found)
})

test('a bulk redelivery takes those and no others', async () => {
  await recovered(['timeout', 'timeout'])
  await recovered(['timeout'])
  await recovered(['http_error'])
  const filter = { attempt_error: 'timeout' as const }
  expect(await redeliverDeliveries(actor, { filter, dry_run: true })).toMatchObject({ redelivered: 2, replay: null })
  expect(await redeliverDeliveries(actor, { filter, dry_run: false })).toMatchObject({ redelivered: 2, replay: null })
  const { rows } = await database().pool.query('select runs from deliveries where tenant_id = $1 order by id', [
    owner.tenantId,
  ])
  expect(rows.map(({ runs }) => runs)).toEqual([2, 2, 1])
})

test('a bulk redelivery of more than it can take at once is refused with what to do', async () => {
  await database().pool.query(
    `with made as (
       insert into deliveries (id, event_id, tenant_id, subscription_id, event_type, status, open_runs)
       select overlay(gen_random_uuid()::text placing left(uuid_floor(now() - interval '2 hours')::text, 15) from 1 for 15)::uuid,
              gen_random_uuid(), $1, $2, 'memory.created', 'succeeded', 0 from generate_series(1, 5001)
       returning id, event_id)
     insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, duration_ms, error)
     select gen_random_uuid(), id, event_id, $1, $2, 1, 1, now(), 'https://example.com/hooks', 1, 'timeout' from made`,
    [owner.tenantId, owner.subscriptionId],
  )
  const refused = redeliverDeliveries(actor, { filter: { attempt_error: 'timeout' }, dry_run: true })
  await expect(refused).rejects.toThrow('narrow the filter by time')
})
