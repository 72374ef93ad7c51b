import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { rows, useEngineGround } from '../../test/engine.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { demoHistory } from './demo-history.ts'
import { fillDemo } from './fill-demo.ts'

useDatabase()
useEngineGround()

const nowMs = Date.now()
const schedule = [5, 30, 120, 600, 3600]
const history = (atMs: number) =>
  demoHistory({ nowMs: atMs, newSecret: () => 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', schedule })

let filled: Awaited<ReturnType<typeof fillDemo>>
beforeAll(async () => {
  filled = await fillDemo(systemActor, { nowMs })
}, 240_000)

test('it is the same at every call, and later on the same day only more', { timeout: 120_000 }, () => {
  const noon = Math.floor(nowMs / 86_400_000) * 86_400_000 + 43_200_000
  const [now, later] = [history(noon), history(noon + 3_600_000)]
  expect(later.events.length).toBeGreaterThan(now.events.length)
  for (const [index, { attempts }] of now.subscriptions.entries()) {
    const ids = (of: typeof attempts) => of.map(({ id, requestHeaders }) => `${id} ${requestHeaders['X-PT-Signature']}`)
    expect(ids(later.subscriptions[index]?.attempts.slice(0, attempts.length) ?? [])).toEqual(ids(attempts))
  }
})

test('the statistics are exactly those of the attempts', async () => {
  const [attempts] = await rows<object>(
    `select count(*)::int as attempts, count(*) filter (where error is null)::int as succeeded,
            count(*) filter (where error = 'http_error')::int as http_error, count(*) filter (where error = 'timeout')::int as timeout,
            count(*) filter (where error = 'tls_error')::int as tls_error,
            count(*) filter (where error = 'connection_refused')::int as connection_refused
       from attempts`,
  )
  const sums = `sum(attempts)::int as attempts, sum(succeeded)::int as succeeded, sum(http_error)::int as http_error,
                sum(timeout)::int as timeout, sum(tls_error)::int as tls_error, sum(connection_refused)::int as connection_refused`
  expect(await rows(`select ${sums} from delivery_stats`)).toEqual([attempts])
  expect(attempts).toMatchObject({ attempts: filled.attempts })
  expect(
    await rows(`select from attempts a join deliveries d on d.id = a.delivery_id where a.started_at < uuid_time(d.id)`),
  ).toEqual([])
})

test('every delivery is in the state that its attempts and its rows say', async () => {
  const [count] = await rows<Record<string, number>>(
    `select count(*)::int as deliveries,
            count(*) filter (where (d.open_runs > 0) <> (o.delivery_id is not null))::int as without_plan,
            count(*) filter (where (d.status = 'failed') <> (x.delivery_id is not null))::int as without_letter,
            count(*) filter (where d.attempts <> a.counted)::int as miscounted,
            count(*) filter (where (d.status = 'succeeded') <> a.arrived)::int as misjudged
       from deliveries d
       left join outstanding_deliveries o on o.delivery_id = d.id
       left join dead_letters x on x.delivery_id = d.id
       left join (select delivery_id, count(*) filter (where not probe or error is null)::int as counted, bool_or(error is null) as arrived
                    from attempts group by 1) u on u.delivery_id = d.id
       cross join lateral (select coalesce(u.counted, 0) as counted, coalesce(u.arrived, false) as arrived) a`,
  )
  expect(count).toEqual({
    deliveries: filled.deliveries,
    without_plan: 0,
    without_letter: 0,
    miscounted: 0,
    misjudged: 0,
  })
  expect(
    await rows(
      'select from events_default union all select from deliveries_default union all select from attempts_default',
    ),
  ).toEqual([])
})

test('a subscription changed when its history says so last, and not when the demo was filled', async () => {
  const changes = await rows<{ id: string; updated_at: Date }>('select id, updated_at from subscriptions')
  const told = await rows<{ id: string; at: Date }>(
    `select target_id as id, max(created_at) as at from audit_entries where target_kind = 'subscription' group by 1`,
  )
  expect(new Map(changes.map(({ id, updated_at }) => [toId('subscription', id), updated_at]))).toEqual(
    new Map(told.map(({ id, at }) => [id, at])),
  )
})

describe('there is something of everything', () => {
  test.each([
    [
      'a paused subscription with a backlog',
      `select from subscriptions s join outstanding_deliveries o on o.subscription_id = s.id where s.status = 'paused'`,
    ],
    [
      'a disabled one that said 410',
      `select from subscriptions s join attempts a on a.subscription_id = s.id where s.status = 'disabled' and a.status_code = 410`,
    ],
    ['an event that it did not get any more', `select from events where skipped @> '[{"reason": "disabled"}]'`],
    [
      'an open circuit with an expired certificate',
      `select from lane_states l join attempts a using (subscription_id) where l.circuit = 'open' and a.error = 'tls_error'`,
    ],
    [
      'an alert as old as the circuit that it tells of',
      `select from alerts a join lane_states l using (subscription_id) where l.circuit = 'open' and a.opened_at = l.circuit_opened_at`,
    ],
    [
      'an alert as old as the disabling that it tells of',
      `select from alerts a join subscriptions s on s.id = a.subscription_id where s.status = 'disabled'
          and a.kind = 'subscription_disabled' and a.opened_at = s.status_changed_at and a.message = s.status_reason`,
    ],
    ['an alert of an outage that is over', `select from alerts where resolved_at > opened_at + interval '1 hour'`],
    ['dead letters', `select from dead_letters where code = 404`],
    [
      'an outage that ended with everything delivered',
      `select from attempts a join deliveries d on d.id = a.delivery_id where a.error = 'connection_refused' and a.probe and d.status = 'succeeded'`,
    ],
    ['two secrets that sign', `select from subscription_secrets where expires_at is not null`],
    ['retries that helped', `select from deliveries where status = 'succeeded' and attempts > 1`],
    ['rolled up days', `select from delivery_stats_periods where grain = 'day'`],
  ])('%s', async (_, sql) => {
    expect((await rows(`${sql} limit 1`)).length).toBe(1)
  })
})

test('an installation with data is not filled', async () => {
  await expect(fillDemo(systemActor, { nowMs })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('DATA_DIR=.demo'),
  })
})
