import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import type { StatsEntry } from '../contract/stats.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { getStats } from './get-stats.ts'
import { histogramOf } from './latency-histogram.ts'

useDatabase()

let tenantId: string
let subscriptionId: string
let actor: Actor

beforeEach(async () => {
  tenantId = await insertTenant()
  subscriptionId = await insertSubscription({ tenantId })
  actor = actorOf({ tenantId })
})

interface Minute {
  minute: string
  subscriptionId?: string
  appId?: string
  type?: string
  succeededMs: number[]
  timedOutMs?: number[]
  delays?: number[]
  revived?: number
  failedProbes?: number
}

async function record({ minute, succeededMs, timedOutMs = [], delays = [], ...more }: Minute): Promise<void> {
  await database().pool.query(
    `insert into delivery_stats (subscription_id, minute, event_type, tenant_id, app_id, attempts, succeeded, timeout,
                                 auth_rejected, delivered, delivered_in_day, dead, revived, latency_histogram, first_delay_histogram,
                                 failed_probes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $7, $7, $8, $11, $9, $10, $12)`,
    [
      more.subscriptionId ?? subscriptionId,
      minute,
      more.type ?? 'memory.created',
      tenantId,
      more.appId ?? null,
      succeededMs.length + timedOutMs.length,
      succeededMs.length,
      timedOutMs.length,
      histogramOf([...succeededMs, ...timedOutMs]),
      histogramOf(delays),
      more.revived ?? 0,
      more.failedProbes ?? 0,
    ],
  )
}

const range = { from: '2026-03-04T10:00:00Z', to: '2026-03-04T13:00:00Z', bucket: 'hour' } as const

describe('statistics', () => {
  test('add up minutes into buckets, empty ones included, and into a total', async () => {
    await record({ minute: '2026-03-04T10:00:00Z', succeededMs: [10, 10, 10], delays: [2] })
    await record({ minute: '2026-03-04T10:59:00Z', succeededMs: [10], timedOutMs: [15_000], failedProbes: 1 })
    await record({ minute: '2026-03-04T12:30:00Z', type: 'tag.added', succeededMs: [100] })
    await record({ minute: '2026-03-04T13:00:00Z', succeededMs: [1] })
    await record({ minute: '2026-03-04T09:59:00Z', succeededMs: [1] })
    const stats = await getStats(actor, range)
    expect(stats.buckets.map(({ at, attempts }) => [at, attempts])).toEqual([
      ['2026-03-04T10:00:00.000Z', 5],
      ['2026-03-04T11:00:00.000Z', 0],
      ['2026-03-04T12:00:00.000Z', 1],
    ])
    expect(stats.buckets[0]).toMatchObject({
      succeeded: 4,
      failed: 1,
      failed_probes: 1,
      failed_by: { timeout: 1, http_error: 0 },
      delivered: 4,
      dead: 1,
    })
    expect(stats.buckets[1]).toMatchObject({ latency_ms: null, first_attempt_delay_ms: null })
    expect(stats.total).toMatchObject({ attempts: 6, succeeded: 5, failed: 1 })
    const { p50, p99 } = (stats.buckets[0] as StatsEntry).latency_ms as { p50: number; p99: number }
    expect(Math.abs(p50 - 10) / 10).toBeLessThan(0.045)
    expect(Math.abs(p99 - 15_000) / 15_000).toBeLessThan(0.045)
    expect(Math.abs((stats.total.first_attempt_delay_ms?.p50 as number) - 2) / 2).toBeLessThan(0.045)
  })

  test('tell the latency of a wide step from all its attempts', async () => {
    await record({ minute: '2026-03-04T10:03:00Z', succeededMs: Array(19).fill(10) })
    await record({ minute: '2026-03-04T10:04:00Z', succeededMs: [1_000] })
    const { latency_steps: steps } = await getStats(actor, { ...range, from: '2026-03-04T10:02:00Z', bucket: 'minute' })
    expect(steps).toHaveLength(12)
    expect(steps[0]).toMatchObject({ at: '2026-03-04T10:02:00.000Z', last_at: '2026-03-04T10:14:00.000Z' })
    expect(steps[0]?.latency_ms?.p95).toBeLessThan(11)
    expect(steps[0]?.latency_ms?.p99).toBeGreaterThan(950)
    expect(steps[1]).toMatchObject({ at: '2026-03-04T10:15:00.000Z', latency_ms: null })
  })

  test('count a death against the share of what arrived in time until it is sent again', async () => {
    await record({ minute: '2026-03-04T10:00:00Z', succeededMs: [10], timedOutMs: [10, 10, 10] })
    await record({ minute: '2026-03-04T11:00:00Z', succeededMs: [10, 10], revived: 2 })
    await record({ minute: '2026-03-04T12:00:00Z', succeededMs: [10], revived: 5 })
    const { buckets, total } = await getStats(actor, range)
    expect(buckets.map((bucket) => bucket.delivered_within_24h_share)).toEqual([0.25, 1, 1])
    expect(total).toMatchObject({ dead: 3, revived: 7, delivered_within_24h_share: 1 })
    const { total: early } = await getStats(actor, { ...range, to: '2026-03-04T12:00:00Z' })
    expect(early.delivered_within_24h_share).toBe(0.75)
  })

  test('narrow to a type and a subscription', async () => {
    const other = await insertSubscription({ tenantId })
    await record({ minute: range.from, succeededMs: [1] })
    await record({ minute: range.from, type: 'tag.added', succeededMs: [1, 1] })
    await record({ minute: range.from, subscriptionId: other, succeededMs: [1, 1, 1] })
    const attempts = async (query: object) => (await getStats(actor, { ...range, ...query })).total.attempts
    expect(await attempts({})).toBe(6)
    expect(await attempts({ type: 'tag.added' })).toBe(2)
    expect(await attempts({ subscription: toId('subscription', other) })).toBe(3)
  })

  test('keep tenants and apps apart', async () => {
    const appId = await insertApp(tenantId)
    await record({ minute: range.from, succeededMs: [1] })
    await record({
      minute: range.from,
      appId,
      subscriptionId: await insertSubscription({ tenantId, appId }),
      succeededMs: [1, 1],
    })
    const attempts = async (by: Actor) => (await getStats(by, range)).total.attempts
    expect(await attempts(actorOf({ tenantId, appId }))).toBe(2)
    expect(await attempts(actorOf({ tenantId: await insertTenant() }))).toBe(0)
    const subscription = toId('subscription', subscriptionId)
    await expect(getStats(actorOf({ tenantId, appId }), { ...range, subscription })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('refuse a range that is empty or has too many buckets', async () => {
    await expect(getStats(actor, { from: range.to, to: range.from })).rejects.toMatchObject({
      code: 'validation_failed',
    })
    await expect(getStats(actor, { ...range, from: '2026-03-01T00:00:00Z', bucket: 'minute' })).rejects.toMatchObject({
      errors: [{ pointer: '/bucket' }],
    })
  })
})
