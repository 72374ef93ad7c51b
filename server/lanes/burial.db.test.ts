import pg from 'pg'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { attemptsOf, makeSubscription, makeTenant, publishTo, rows, useEngineGround } from '../../test/engine.ts'
import { newUuid } from '../platform/uuid.ts'
import { buryDeadWorker, lockWorker } from './worker-store.ts'

const at = useDatabase()
useEngineGround()

const survivor = newUuid()

/** A worker that was not seen for a minute and had one delivery in flight. */
async function deadWorker(options: { crashes?: number; poolId?: string } = {}) {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  const { delivery } = await publishTo(tenant.publicId, subscription)
  const worker = newUuid()
  await rows(
    `insert into workers (id, host, pid, pool_id, seen_at) values ($1, 'gone', 1, $2, now() - interval '1 minute')`,
    worker,
    options.poolId ?? null,
  )
  await rows(
    'insert into in_flight_batches (id, worker_id, delivery_ids, runs, attempts) values ($1, $2, $3, $4, $5)',
    newUuid(),
    worker,
    [delivery],
    [1],
    [1],
  )
  await rows('update lane_states set crash_count = $2 where subscription_id = $1', subscription, options.crashes ?? 0)
  return { worker, subscription, delivery }
}

/** PostgreSQL itself must have been up for ten seconds before anybody is called dead. */
const bury = () => expect.poll(() => buryDeadWorker(survivor), { timeout: 15_000, interval: 100 })

const outstanding = (subscription: string) =>
  rows('select attempt from outstanding_deliveries where subscription_id = $1', subscription)

test('the dead worker’s deliveries are marked once, its lanes count the crash, the attempt is not used up', async () => {
  const { worker, subscription } = await deadWorker()
  await bury().toEqual({ id: worker, interrupted: 1 })
  expect(await attemptsOf(subscription)).toMatchObject([{ error: 'interrupted', attempt: 1, worker_id: worker }])
  expect(await outstanding(subscription)).toEqual([{ attempt: 1 }])
  expect(await rows('select crash_count from lane_states where subscription_id = $1', subscription)).toEqual([
    { crash_count: 1 },
  ])
  expect(
    await rows('select attempts, interrupted from delivery_stats where subscription_id = $1', subscription),
  ).toEqual([{ attempts: 1, interrupted: 1 }])
  expect(await buryDeadWorker(survivor)).toBeNull()
  expect(await rows('select from in_flight_batches')).toEqual([])
})

test('from the fourth crash of a lane on the interrupted attempt counts, so that a delivery that kills its worker ends', async () => {
  const third = await deadWorker({ crashes: 2 })
  await bury().toEqual({ id: third.worker, interrupted: 1 })
  expect(await outstanding(third.subscription)).toEqual([{ attempt: 1 }])
  const fourth = await deadWorker({ crashes: 3 })
  await bury().toEqual({ id: fourth.worker, interrupted: 1 })
  expect(await outstanding(fourth.subscription)).toEqual([{ attempt: 2 }])
})

test('a result that was recorded before the death is not marked', async () => {
  const { worker, subscription, delivery } = await deadWorker()
  await rows(
    `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, worker_id, started_at, url, duration_ms)
     select $1, id, event_id, tenant_id, subscription_id, 1, 1, $2, now(), 'http://127.0.0.1:9', 1 from deliveries where id = $3`,
    newUuid(),
    worker,
    delivery,
  )
  await bury().toEqual({ id: worker, interrupted: 0 })
  expect(await attemptsOf(subscription)).toHaveLength(1)
})

test('what another worker sent meanwhile comes after the interrupted attempt, and the delivery’s summary stays with it', async () => {
  const { worker, subscription, delivery } = await deadWorker()
  // Ids of one millisecond have no order.
  await new Promise((resolve) => setTimeout(resolve, 20))
  await rows(
    `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, worker_id, started_at, url,
                           status_code, duration_ms)
     select $1, id, event_id, tenant_id, subscription_id, 1, 1, $2, clock_timestamp(), 'http://127.0.0.1:9', 200, 1
       from deliveries where id = $3`,
    newUuid(),
    survivor,
    delivery,
  )
  await rows(`update deliveries set status = 'succeeded', last_attempt_at = clock_timestamp() where id = $1`, delivery)
  await bury().toEqual({ id: worker, interrupted: 1 })
  expect(
    await rows(
      `select a.error, a.started_at <= d.last_attempt_at as earlier from attempts a join deliveries d on d.id = a.delivery_id
        where a.subscription_id = $1 order by a.id`,
      subscription,
    ),
  ).toEqual([
    { error: 'interrupted', earlier: true },
    { error: null, earlier: true },
  ])
})

test('a worker that holds its session lock is alive, however long nobody saw it', async () => {
  const { worker } = await deadWorker()
  const session = new pg.Client(at.url)
  await session.connect()
  await lockWorker(session, worker)
  expect(await buryDeadWorker(survivor)).toBeNull()
  await session.end()
  await bury().toEqual({ id: worker, interrupted: 1 })
})

test('jobs that the dead worker had locked are free again', async () => {
  const { worker } = await deadWorker({ poolId: 'pool-of-the-dead' })
  await rows(
    `with job as (select id from graphile_worker._private_jobs order by id desc limit 1)
     update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'pool-of-the-dead' from job where j.id = job.id`,
  )
  const locked = () => rows(`select from graphile_worker._private_jobs where locked_by = 'pool-of-the-dead'`)
  expect(await locked()).toHaveLength(1)
  await bury().toEqual({ id: worker, interrupted: 1 })
  expect(await locked()).toEqual([])
})
