import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, useEngineGround } from '../../test/engine.ts'
import { insertDelivery, insertEvent } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { listStatsMarks } from '../stats/list-stats-marks.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { listAlerts } from './list-alerts.ts'
import { raiseAlerts } from './raise-alerts.ts'

useDatabase()
useEngineGround()

async function openAlerts(tenantId: string): Promise<string[]> {
  const { data } = await listAlerts(systemActor, { tenant: toId('tenant', tenantId), open: 'true', limit: 50 })
  return data.map((alert) => alert.kind).sort()
}

async function circuitMarks(subscriptionId: string): Promise<string[]> {
  const to = new Date(clock.now() + 60_000).toISOString()
  const { data } = await listStatsMarks(systemActor, { subscription: toId('subscription', subscriptionId), to })
  return data.map(({ kind }) => kind)
}

test('more alerts than a page holds are read on, newest first, open and resolved apart', async () => {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const raised = async (tenantId: string, resolvedAt: Date | null) => {
    const id = newUuid()
    await database().pool.query(
      `insert into alerts (id, tenant_id, subscription_id, kind, message, resolved_at) values ($1, $2, $3, 'circuit_open', '', $4)`,
      [id, tenantId, await makeSubscription(tenantId, 'https://example.com/hook'), resolvedAt],
    )
    return toId('alert', id)
  }
  const open: string[] = []
  const resolved: string[] = []
  for (let n = 0; n < 4; n++) {
    open.unshift(await raised(tenant.id, null))
    resolved.unshift(await raised(tenant.id, new Date()))
    await raised(other.id, null)
  }
  const all = open.flatMap((id, n) => [resolved[n] as string, id])
  const actor = actorOf({ tenantId: tenant.id })
  for (const [filter, wanted] of [
    [{ open: 'true' }, open],
    [{ open: 'false' }, resolved],
    [{}, all],
  ] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    let back: string | null = null
    do {
      const page = await listAlerts(actor, { ...filter, limit: 3, cursor })
      expect(page.data.length).toBeLessThanOrEqual(3)
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
      back = page.prev_cursor
    } while (cursor)
    expect(seen).toEqual(wanted)
    const before = await listAlerts(actor, { ...filter, limit: 3, cursor: back as string })
    const lastPage = wanted.length % 3 || 3
    expect(before.data.map(({ id }) => id)).toEqual(wanted.slice(-lastPage - 3, -lastPage))
  }
})

test('an open circuit raises one alert after a minute, and closing it resolves the alert', async () => {
  const tenant = await makeTenant()
  const id = await makeSubscription(tenant.id, 'https://example.com/hook')
  const open = (ago: string) =>
    database().pool.query(
      `update lane_states set circuit = 'open', circuit_opened_at = now() - $2::interval where subscription_id = $1`,
      [id, ago],
    )
  const opened = async () =>
    (await database().pool.query('select circuit_opened_at as at from lane_states where subscription_id = $1', [id]))
      .rows[0].at
  await database().pool.query(`update subscriptions set status_changed_at = now() - interval '1 hour' where id = $1`, [
    id,
  ])
  await open('30 seconds')
  await raiseAlerts()
  expect(await openAlerts(tenant.id)).toEqual([])
  await open('2 minutes')
  await raiseAlerts()
  await raiseAlerts()
  expect(await openAlerts(tenant.id)).toEqual(['circuit_open'])
  const told = async () => (await listAlerts(systemActor, { tenant: toId('tenant', tenant.id), limit: 50 })).data[0]
  expect((await told())?.opened_at).toBe((await opened()).toISOString())
  const delivery = await insertDelivery({
    tenantId: tenant.id,
    subscriptionId: id,
    eventId: await insertEvent({ tenantId: tenant.id }),
    status: 'pending',
  })
  await database().pool.query(
    `update deliveries set last_code = 404, last_error = 'http_error', last_attempt_at = '2026-01-01T05:00:00Z' where id = $1`,
    [delivery],
  )
  await database().pool.query(
    `update lane_states set failing_since = '2026-01-01T02:00:00Z', failed_deliveries = array[$2::uuid] where subscription_id = $1`,
    [id, delivery],
  )
  await raiseAlerts()
  expect(await told()).toMatchObject({
    message: expect.stringContaining('Failing since 2026-01-01 02:00:00 UTC'),
    last_failure: {
      delivery: toId('delivery', delivery),
      attempted_at: '2026-01-01T05:00:00.000Z',
      code: 404,
      error: 'http_error',
    },
  })
  await database().pool.query(`update lane_states set circuit = 'closed' where subscription_id = $1`, [id])
  await raiseAlerts()
  expect(await openAlerts(tenant.id)).toEqual([])
  expect(await told()).toMatchObject({
    resolved_at: expect.any(String),
    last_failure: { code: 404, error: 'http_error' },
  })
  expect(await circuitMarks(id)).toEqual(['circuit_opened', 'circuit_closed'])
})

test.each([`status = 'paused'`, `status = 'disabled'`, 'deleted_at = now()'])(
  'an alert that ends with %s does not claim that the circuit closed',
  async (change) => {
    const tenant = await makeTenant()
    const id = await makeSubscription(tenant.id, 'https://example.com/hook')
    const { pool } = database()
    await pool.query(
      `update lane_states set circuit = 'open', circuit_opened_at = now() - interval '2 minutes' where subscription_id = $1`,
      [id],
    )
    await raiseAlerts()
    await pool.query(`update subscriptions set ${change} where id = $1`, [id])
    await raiseAlerts()
    expect(await openAlerts(tenant.id)).toEqual([])
    expect(await circuitMarks(id)).toEqual(['circuit_opened'])
    const { data } = await listAlerts(systemActor, { tenant: toId('tenant', tenant.id), limit: 50 })
    expect(data.find(({ kind }) => kind === 'circuit_open')).toMatchObject({ unwatched: true })
  },
)

test('deleting a subscription ends its alerts at once, whatever became of its receiver', async () => {
  const tenant = await makeTenant()
  const id = await makeSubscription(tenant.id, 'https://example.com/hook')
  await database().pool.query(
    `update lane_states set circuit = 'open', circuit_opened_at = now() - interval '2 minutes' where subscription_id = $1`,
    [id],
  )
  await raiseAlerts()
  expect(await openAlerts(tenant.id)).toEqual(['circuit_open'])
  await deleteSubscription(systemActor, { id: toId('subscription', id) })
  expect(await openAlerts(tenant.id)).toEqual([])
  const { data } = await listAlerts(systemActor, { tenant: toId('tenant', tenant.id), limit: 50 })
  expect(data).toMatchObject([{ kind: 'circuit_open', unwatched: true }])
})

test('resuming by hand in the first minute is not when the circuit opened; resuming what was paused is when it is watched again', async () => {
  const tenant = await makeTenant()
  const id = await makeSubscription(tenant.id, 'https://example.com/hook')
  const { pool } = database()
  const openedAgo = (ago: string) =>
    pool.query(`select now() - $1::interval as at`, [ago]).then(({ rows }) => rows[0].at)
  const openedAt = await openedAgo('2 minutes')
  await pool.query(`update lane_states set circuit = 'open', circuit_opened_at = $2 where subscription_id = $1`, [
    id,
    openedAt,
  ])
  const since = async () => {
    await raiseAlerts()
    const { data } = await listAlerts(systemActor, { tenant: toId('tenant', tenant.id), open: 'true', limit: 50 })
    return data[0]?.opened_at
  }
  const change = (columns: string) => pool.query(`update subscriptions set ${columns} where id = $1`, [id])
  await change(`status_changed_at = now() - interval '90 seconds'`)
  expect(await since()).toBe(openedAt.toISOString())
  await change(`status = 'paused'`)
  expect(await since()).toBeUndefined()
  const resumedAt = await openedAgo('0')
  await pool.query(`update subscriptions set status = 'active', status_changed_at = $2 where id = $1`, [id, resumedAt])
  expect(await since()).toBe(resumedAt.toISOString())
})

test('many dead letters within the hour and a delivery that waits too long are told', async () => {
  const tenant = await makeTenant()
  const id = await makeSubscription(tenant.id, 'https://example.com/hook')
  for (let n = 0; n < 20; n++) {
    await database().pool.query(
      `insert into dead_letters (delivery_id, event_id, tenant_id, subscription_id, event_type, cause)
       values ($1, $1, $2, $3, 'memory.created', 'exhausted')`,
      [newUuid(), tenant.id, id],
    )
  }
  await database().pool.query(
    `insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, due_at, expires_at, accepted_at)
     values ($1, 1, $2, $3, $1, now() - interval '20 minutes', now() + interval '1 day', now())`,
    [newUuid(), id, tenant.id],
  )
  await raiseAlerts()
  expect(await openAlerts(tenant.id)).toEqual(['dead_letters_growing', 'oldest_waiting'])
})

test('a subscription that only failed for five days since it was resumed last is disabled, with an alert that says so', async () => {
  const tenant = await makeTenant()
  const failing = await makeSubscription(tenant.id, 'https://example.com/hook')
  const recovered = await makeSubscription(tenant.id, 'https://example.com/hook')
  const resumed = await makeSubscription(tenant.id, 'https://example.com/hook')
  await database().pool.query(
    `update lane_states set failing_since = now() - interval '121 hours' where subscription_id = any($1::uuid[])`,
    [[failing, recovered, resumed]],
  )
  await database().pool.query(`update lane_states set last_success_at = now() where subscription_id = $1`, [recovered])
  await database().pool.query(
    `update subscriptions set status_changed_at = now() - interval '121 hours' where id = any($1::uuid[])`,
    [[failing, recovered]],
  )
  await raiseAlerts()
  const { rows } = await database().pool.query(
    'select id, status, status_reason from subscriptions where id = any($1::uuid[]) order by id',
    [[failing, recovered, resumed]],
  )
  expect(rows).toMatchObject([
    { status: 'disabled', status_reason: 'Every delivery failed for five days.' },
    { status: 'active' },
    { status: 'active' },
  ])
  expect(await openAlerts(tenant.id)).toEqual(['subscription_disabled'])
  // Resuming it ends the alert then and there.
  await resumeSubscription(systemActor, { id: toId('subscription', failing) })
  expect(await openAlerts(tenant.id)).toEqual([])
})
