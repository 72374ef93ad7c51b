import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { getStats } from './get-stats.ts'
import { histogramOf } from './latency-histogram.ts'
import { listTopStats } from './list-top-stats.ts'
import { rollUpStats } from './roll-up-stats.ts'

const at = useDatabase()

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Three whole days that ended yesterday, so that days are rolled up too. */
const today = Math.floor(Date.now() / dayMs) * dayMs
const first = today - 4 * dayMs
const last = today - dayMs

let tenants: string[]
let subscriptions: { id: string; tenantId: string; appId: string | null }[]

/** Adds to a minute as the recorder does. `client`: of a transaction that has not ended. */
async function record(
  where: { id: string; tenantId: string; appId: string | null },
  minuteMs: number,
  type: string,
  [succeeded, timedOut]: [number, number],
  client: { query: (sql: string, values: unknown[]) => Promise<unknown> } = database().pool,
): Promise<void> {
  const durations = [...Array.from({ length: succeeded }, (_, n) => 5 + n), ...Array(timedOut).fill(15_000)]
  await client.query(
    `insert into delivery_stats as s (subscription_id, minute, event_type, tenant_id, app_id, attempts, succeeded, timeout,
                                      failed_probes, delivered, delivered_in_day, dead, latency_histogram, first_delay_histogram)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8, $8, $7, $7, $8, $9, $10)
     on conflict (subscription_id, minute, event_type) do update
        set attempts = s.attempts + excluded.attempts, succeeded = s.succeeded + excluded.succeeded,
            timeout = s.timeout + excluded.timeout, failed_probes = s.failed_probes + excluded.failed_probes, delivered = s.delivered + excluded.delivered,
            delivered_in_day = s.delivered_in_day + excluded.delivered_in_day, dead = s.dead + excluded.dead,
            latency_histogram = histogram_add(s.latency_histogram, excluded.latency_histogram),
            first_delay_histogram = histogram_add(s.first_delay_histogram, excluded.first_delay_histogram)`,
    [
      where.id,
      minuteMs,
      type,
      where.tenantId,
      where.appId,
      succeeded + timedOut,
      succeeded,
      timedOut,
      histogramOf(durations),
      histogramOf(durations.slice(0, 1)),
    ],
  )
}

const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item

beforeAll(async () => {
  tenants = [await insertTenant(), await insertTenant()]
  const owners = await Promise.all(tenants.map(async (tenantId) => ({ tenantId, appId: await insertApp(tenantId) })))
  subscriptions = []
  for (const { tenantId, appId } of owners) {
    for (const owner of [
      { tenantId, appId },
      { tenantId, appId: null },
    ]) {
      subscriptions.push({ id: await insertSubscription(owner), ...owner })
    }
  }
  for (let n = 0; n < 400; n++) {
    const minute = first + ((n * 7_919) % ((last - first) / 60_000)) * 60_000
    await record(pick(subscriptions, n), minute, pick(['memory.created', 'tag.added'], n >> 2), [n % 5, n % 3])
  }
})

const range = (from: number, to: number) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
const whole = range(first, last)
const someMinutes = range(first + 27 * 60_000, first + 20 * hourMs + 3 * 60_000)

/** Every question that could be answered from a rollup, for everybody who may ask it. */
async function everything(): Promise<unknown> {
  const [tenantId, appId] = [tenants[0] as string, subscriptions[0]?.appId as string]
  const subscription = toId('subscription', subscriptions[0]?.id as string)
  const answers = []
  for (const actor of [systemActor, actorOf({ tenantId }), actorOf({ tenantId, appId })]) {
    for (const asked of [{}, { type: 'tag.added' }, { subscription }, { subscription, type: 'tag.added' }]) {
      for (const bucket of ['hour', 'day'] as const) answers.push(await getStats(actor, { ...whole, ...asked, bucket }))
      answers.push(
        await getStats(actor, { ...range(first + 90 * 60_000, last - 5 * hourMs), ...asked, bucket: 'hour' }),
        await getStats(actor, { ...someMinutes, ...asked, bucket: 'minute' }),
      )
    }
    for (const by of ['subscription', 'type'] as const) {
      answers.push(await listTopStats(actor, { ...range(first + 7 * 60_000, last), by, limit: 50 }))
    }
  }
  return answers
}

const rollups = async () =>
  (await database().pool.query(`select grain, count(*)::int as n from delivery_stats_periods group by 1 order by 1`))
    .rows

describe('rolled up statistics', () => {
  test('answer every question as the minutes do', async () => {
    const before = await everything()
    expect(await rollups()).toEqual([])
    await rollUpStats()
    expect(await rollups()).toMatchObject(
      expect.arrayContaining(['day', 'hour', 'minute'].map((grain) => expect.objectContaining({ grain }))),
    )
    expect(await everything()).toEqual(before)
    // What they answered from: without the minutes they answer the same.
    await database().pool.query('create table kept as table delivery_stats')
    await database().pool.query('truncate delivery_stats')
    const ask = () =>
      Promise.all([
        getStats(systemActor, { ...whole, bucket: 'day' }),
        ...[systemActor, actorOf({ tenantId: tenants[0] as string })].map((actor) =>
          getStats(actor, { ...someMinutes, bucket: 'minute' }),
        ),
      ])
    const answers = await ask()
    await database().pool.query('insert into delivery_stats table kept')
    await database().pool.query('truncate delivery_stats_late')
    for (const { total } of answers) expect(total.attempts).toBeGreaterThan(0)
    expect(answers).toEqual(await ask())
  })

  test('are the same however often and wherever they are made', async () => {
    const before = await everything()
    await Promise.all([rollUpStats(), rollUpStats(), rollUpStats()])
    expect(await everything()).toEqual(before)
  })

  test('count what is written to an hour that is long over, at once and after the next rollup', async () => {
    const [subscription] = subscriptions
    const before = await getStats(systemActor, { ...whole, bucket: 'day' })
    await record(subscription as never, first + 5 * hourMs, 'memory.created', [3, 0])
    const attempts = async () => (await getStats(systemActor, { ...whole, bucket: 'day' })).total.attempts
    expect(await attempts()).toBe(before.total.attempts + 3)
    await rollUpStats()
    expect((await database().pool.query('select from delivery_stats_late')).rowCount).toBe(0)
    expect(await attempts()).toBe(before.total.attempts + 3)
  })

  test('wait for a writer that was there before, and are made anew for one that comes while they are made', async () => {
    const [subscription] = subscriptions
    const hour = first + 6 * hourMs
    const attempts = async () => (await getStats(systemActor, { ...whole, bucket: 'hour' })).total.attempts
    const before = await attempts()
    // A row of its own makes the hour one that has to be rolled up.
    await record(subscription as never, hour, 'memory.created', [1, 0])
    await using writer = await connected()
    await writer.client.query('begin')
    await record(subscription as never, hour + 60_000, 'tag.added', [1, 0], writer.client)
    const rolling = rollUpStats()
    await expect.poll(async () => (await database().pool.query(waitingForHour)).rowCount, { timeout: 10_000 }).toBe(1)
    await writer.client.query('commit')
    await rolling
    expect(await attempts()).toBe(before + 2)
  })

  test('leave out hours that a transaction from before may still be writing to', async () => {
    await using writer = await connected()
    await writer.client.query('begin')
    await writer.client.query('select 1')
    const later = clock.now() + 3 * hourMs
    await record(subscriptions[0] as never, Math.floor(clock.now() / 60_000) * 60_000, 'memory.created', [1, 0])
    await rollUpStats(undefined, later)
    const running = Math.floor(clock.now() / hourMs) * hourMs
    const rolled = async () =>
      (
        await database().pool.query(
          `select from delivery_stats_periods where grain = 'hour' and start = to_timestamp($1 / 1000.0)`,
          [running],
        )
      ).rowCount
    expect(await rolled()).toBe(0)
    await writer.client.query('commit')
    await rollUpStats(undefined, later)
    expect(await rolled()).toBe(1)
  })

  test('of an hour that is not over are read by ten minutes, until it is', async () => {
    const hour = Math.floor(clock.now() / dayMs) * dayMs + 3 * dayMs
    for (const [n, subscription] of subscriptions.entries()) {
      for (const minute of [0, 9, 10, 25, 31]) {
        await record(subscription, hour + minute * 60_000, pick(['memory.created', 'tag.added'], minute), [1 + n, 1])
      }
    }
    const asked = range(hour, hour + 40 * 60_000)
    const everybody = [
      systemActor,
      ...subscriptions
        .slice(0, 1)
        .flatMap(({ tenantId, appId }) => [actorOf({ tenantId }), actorOf({ tenantId, appId })]),
    ]
    const ask = async () => {
      const answers = []
      for (const actor of everybody) {
        for (const bucket of ['minute', 'hour'] as const) answers.push(await getStats(actor, { ...asked, bucket }))
        answers.push(await listTopStats(actor, { ...asked, by: 'subscription', limit: 50 }))
      }
      return answers
    }
    const recorded = await ask()
    // A quarter of an hour after the first half: three times ten minutes.
    await rollUpStats(undefined, hour + 45 * 60_000)
    expect(await rollups()).toContainEqual({ grain: 'ten_minutes', n: 3 })
    expect(await ask()).toEqual(recorded)
    const { rows: left } = await database().pool.query(
      `delete from delivery_stats where minute >= to_timestamp($1 / 1000.0) and minute < to_timestamp($1 / 1000.0) + interval '30 minutes' returning *`,
      [hour],
    )
    expect(left).toHaveLength(16)
    // Where minutes are the buckets, an app is read as it was recorded.
    expect((await ask()).filter((_, n) => n !== 6)).toEqual(recorded.filter((_, n) => n !== 6))
  })

  test('of ten minutes do not take the place of an hour that is over', async () => {
    const counted = await rollups()
    // As if the clock of another worker were behind.
    await rollUpStats(undefined, Math.floor(clock.now() / dayMs) * dayMs + 3 * dayMs - 15 * 60_000)
    expect(await rollups()).toEqual(counted)
  })
})

const waitingForHour = `select from pg_locks l join pg_database d on d.oid = l.database
  where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`

async function connected() {
  const client = new pg.Client(at.url)
  await client.connect()
  return { client, [Symbol.asyncDispose]: () => client.end() }
}
