import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { auditSubscription } from '../subscriptions/audit-subscription.ts'
import { getStatsNow } from './get-stats-now.ts'
import { histogramOf } from './latency-histogram.ts'
import { listStatsMarks } from './list-stats-marks.ts'
import { listSubscriptionActivity } from './list-subscription-activity.ts'
import { listTopStats } from './list-top-stats.ts'

useDatabase()

let tenantId: string
let appId: string
let quiet: string
let busy: string
let strangerId: string

const minuteMs = 60_000
const publicId = (uuid: string) => toId('subscription', uuid)

async function record(
  subscriptionId: string,
  minutesAgo: number,
  succeeded: number,
  failed: number,
  type = 'tag.added',
) {
  const minute = Math.floor(clock.now() / minuteMs - minutesAgo) * minuteMs
  await database().pool.query(
    `insert into delivery_stats (subscription_id, minute, event_type, tenant_id, app_id, attempts, succeeded, http_error,
                                 failed_probes, latency_histogram)
     select id, to_timestamp($2::float8 / 1000), $3, tenant_id, app_id, $4, $5, $6, $6, $7 from subscriptions where id = $1`,
    [
      subscriptionId,
      minute,
      type,
      succeeded + failed,
      succeeded,
      failed,
      histogramOf(Array(succeeded + failed).fill(40)),
    ],
  )
}

beforeAll(async () => {
  tenantId = await insertTenant()
  appId = await insertApp(tenantId)
  quiet = await insertSubscription({ tenantId })
  busy = await insertSubscription({ tenantId, appId, url: 'https://example.com/busy' })
  strangerId = await insertTenant()
  await insertSubscription({ tenantId: strangerId })
  await record(busy, 1, 3, 2)
  await record(busy, 70, 5, 0, 'memory.created')
  await record(quiet, 30, 4, 1)
  await record(quiet, 26 * 60, 100, 100)
})

describe('how things stand', () => {
  test('says what waits and since when, what died, and how many subscriptions fail', async () => {
    const old = clock.now() - 25 * 60 * minuteMs
    const waiting = [old, clock.now() - 23 * 60 * minuteMs, clock.now()]
    for (const atMs of waiting) {
      const eventId = await insertEvent({ tenantId, atMs })
      await insertDelivery({ tenantId, appId, subscriptionId: busy, eventId, status: 'retrying' })
    }
    await insertDelivery({
      tenantId,
      subscriptionId: quiet,
      eventId: await insertEvent({ tenantId }),
      status: 'failed',
    })
    await database().pool.query(
      `update lane_states set failing_since = now(), circuit = 'open' where subscription_id = $1`,
      [busy],
    )
    expect(await getStatsNow(actorOf({ tenantId }), {})).toMatchObject({
      waiting: 3,
      overdue: 1,
      behind_circuit: 3,
      oldest_waiting_at: new Date(old).toISOString(),
      dead_letters: 1,
      subscriptions: { total: 2, failing: 1, circuit_open: 1, paused: 0, disabled: 0 },
      timeout_ms: 15_000,
    })
    for (const [overdue_from, overdue] of [
      [new Date(old).toISOString(), 1],
      [new Date(old + 1).toISOString(), 0],
    ] as const) {
      expect(await getStatsNow(actorOf({ tenantId }), { overdue_from })).toMatchObject({ waiting: 3, overdue })
    }
    expect(await getStatsNow(actorOf({ tenantId, appId }), {})).toMatchObject({ waiting: 3, dead_letters: 0 })
    expect(await getStatsNow(systemActor, { subscription: publicId(quiet) })).toMatchObject({
      waiting: 0,
      overdue: 0,
      behind_circuit: 0,
      oldest_waiting_at: null,
      dead_letters: 1,
      subscriptions: { total: 1, failing: 0 },
    })
    expect(await getStatsNow(actorOf({ tenantId: strangerId }), {})).toMatchObject({
      waiting: 0,
      dead_letters: 0,
      subscriptions: { total: 1 },
    })
  })
})

describe('rankings', () => {
  const top = async (actor: Parameters<typeof listTopStats>[0], by: 'subscription' | 'type') =>
    (await listTopStats(actor, { by, limit: 10 })).data

  test('of subscriptions are by failed attempts, and leave out those without', async () => {
    expect(await top(actorOf({ tenantId }), 'subscription')).toMatchObject([
      {
        subscription: publicId(busy),
        url: 'https://example.com/busy',
        attempts: 10,
        failed: 2,
        failed_probes: 2,
        type: null,
      },
      { subscription: publicId(quiet), attempts: 5, failed: 1 },
    ])
    expect(await top(actorOf({ tenantId, appId }), 'subscription')).toHaveLength(1)
    expect(await top(actorOf({ tenantId: strangerId }), 'subscription')).toEqual([])
  })

  test('name subscriptions that were deleted since', async () => {
    const deleted = (on: string) =>
      database().pool.query(`update subscriptions set deleted_at = ${on} where id = $1`, [busy])
    await deleted('now()')
    expect(await top(actorOf({ tenantId }), 'subscription')).toMatchObject([
      { subscription: publicId(busy), subscription_deleted: true, tenant: toId('tenant', tenantId) },
      { subscription: publicId(quiet), subscription_deleted: false },
    ])
    await deleted('null')
  })

  test('of types are by attempts', async () => {
    expect(await top(actorOf({ tenantId }), 'type')).toMatchObject([
      { type: 'tag.added', attempts: 10, failed: 3, failed_probes: 3, subscription: null, tenant: null },
      { type: 'memory.created', attempts: 5, failed: 0 },
    ])
  })
})

describe('the activity of subscriptions', () => {
  test('is the last 24 hours of all that were asked for, in one answer', async () => {
    const eventId = await insertEvent({ tenantId })
    const delivery = await insertDelivery({ tenantId, subscriptionId: quiet, eventId, status: 'succeeded' })
    const { data } = await listSubscriptionActivity(actorOf({ tenantId }), { ids: [quiet, busy].map(publicId).join() })
    const of = (id: string) => data.find(({ subscription }) => subscription === publicId(id))
    expect(of(busy)).toMatchObject({ attempts: 10, succeeded: 8, failed_probes: 2 })
    expect(of(busy)?.hours).toHaveLength(25)
    expect(of(busy)?.hours.reduce((sum, { failed }) => sum + failed, 0)).toBe(2)
    expect(of(busy)?.hours.reduce((sum, hour) => sum + hour.failed_probes, 0)).toBe(2)
    expect(Math.abs((of(busy)?.latency_p95_ms ?? 0) - 40) / 40).toBeLessThan(0.045)
    expect(of(quiet)).toMatchObject({
      attempts: 5,
      last_delivery: { id: toId('delivery', delivery), status: 'succeeded' },
    })
  })

  test('of others is left out, and there is a limit', async () => {
    const stranger = actorOf({ tenantId: strangerId })
    expect((await listSubscriptionActivity(stranger, { ids: publicId(busy) })).data).toEqual([])
    expect((await listSubscriptionActivity(stranger, {})).data).toMatchObject([{ attempts: 0, last_delivery: null }])
    const many = Array.from({ length: 101 }, () => publicId(newUuid())).join()
    await expect(listSubscriptionActivity(stranger, { ids: many })).rejects.toMatchObject({ code: 'validation_failed' })
  })
})

describe('marks', () => {
  test('say when a subscription was edited and when its circuit opened, to whom it concerns', async () => {
    const view = { id: publicId(busy) }
    await database().prisma.$transaction(async (tx) => {
      for (const action of ['update', 'reveal_secret', 'rotate_secret']) {
        await auditSubscription(tx, systemActor, { action, tenantId, before: view, after: view } as never)
      }
    })
    await database().pool.query('delete from circuit_openings where tenant_id = $1', [tenantId])
    await database().pool.query(
      `insert into circuit_openings (tenant_id, subscription_id, opened_at, closed_at)
       values ($1, $2, now() - interval '120 minutes', now() - interval '60 minutes'),
              ($1, $2, now() - interval '30 minutes', now() - interval '29.5 minutes'),
              ($1, $2, now() - interval '10 seconds', null),
              ($1, $2, now() - interval '3 days', now() - interval '2 days'),
              ($1, $3, now() - interval '2 days', now() - interval '20 minutes')`,
      [tenantId, busy, quiet],
    )
    const kinds = async (actor: Parameters<typeof listStatsMarks>[0], subscription?: string) =>
      (await listStatsMarks(actor, { subscription })).data.map(({ kind }) => kind)
    const [opened, closed] = ['circuit_opened', 'circuit_closed']
    const newest = [opened, 'edited', 'secret_rotated']
    // Half a minute is no outage, unless it goes on or one wants to know of this subscription.
    expect(await kinds(actorOf({ tenantId }))).toEqual([opened, closed, closed, ...newest])
    expect(await kinds(systemActor, publicId(busy))).toEqual([opened, closed, opened, closed, ...newest])
    expect(await kinds(systemActor, publicId(quiet))).toEqual([closed])
    expect(await kinds(actorOf({ tenantId, appId }))).toEqual([opened, closed, ...newest])
    expect(await kinds(actorOf({ tenantId, appId: await insertApp(tenantId) }))).toEqual([])
    expect(await kinds(actorOf({ tenantId: strangerId }))).toEqual([])
  })
})
