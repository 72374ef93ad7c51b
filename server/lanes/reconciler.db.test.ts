import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { countOf, makeSubscription, makeTenant, publish, rows, soon, useEngineGround } from '../../test/engine.ts'
import { newUuid } from '../platform/uuid.ts'
import { Reconciler } from './reconciler.ts'
import type { WorkerLoad } from './worker-store.ts'
import { registerWorker } from './worker-store.ts'

useDatabase()
useEngineGround()

let stop: (() => Promise<void>) | undefined
afterEach(async () => {
  await stop?.()
})

interface Seen {
  worker: string
  rung: string[]
  loads: WorkerLoad[][]
}

/** A reconciler of a worker that holds the lanes of `held`. */
async function start(held: string[] = [], known = true): Promise<Seen> {
  const worker = { id: newUuid(), host: 'here', pid: 1, poolId: () => null }
  if (known) await registerWorker({ ...worker, poolId: null })
  const seen: Seen = { worker: worker.id, rung: [], loads: [] }
  const reconciler = new Reconciler({
    worker,
    hotLanes: () => 3,
    openJournals: () => [],
    isHeld: (id) => held.includes(id),
    ring: (id) => void seen.rung.push(id),
    onLoads: (alive) => void seen.loads.push(alive),
  })
  reconciler.start()
  stop = () => reconciler.stop()
  return seen
}

async function makeWaiting(count = 1): Promise<string> {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  await publish(tenant.publicId, count)
  await rows(
    `update outstanding_deliveries set due_at = now() - interval '5 seconds' where subscription_id = $1`,
    subscription,
  )
  return subscription
}

test('what is overdue is rung in every round, what this worker holds is not', async () => {
  const [overdue, held] = [await makeWaiting(), await makeWaiting()]
  const tenant = await makeTenant()
  const later = await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  await publish(tenant.publicId)
  await rows(`update outstanding_deliveries set due_at = now() + interval '1 hour' where subscription_id = $1`, later)
  const seen = await start([held])
  await expect.poll(() => seen.rung.length, soon).toBe(2)
  expect(seen.rung).toEqual([overdue, overdue])
})

test('a worker that somebody took for dead makes itself known again', async () => {
  const seen = await start([], false)
  await expect.poll(() => rows('select host from workers where id = $1', seen.worker), soon).toEqual([{ host: 'here' }])
})

test('those who share the lanes hear of all who live and of what they have', async () => {
  const other = newUuid()
  await rows(
    `insert into workers (id, host, pid, seen_at, hot_lanes) values ($1, 'there', 1, now() + interval '1 minute', 7)`,
    other,
  )
  const seen = await start()
  await expect.poll(() => seen.loads.length, soon).toBe(1)
  const loads = seen.loads[0]?.filter((load) => [seen.worker, other].includes(load.id))
  expect(new Set(loads)).toEqual(
    new Set([
      { id: seen.worker, hotLanes: 3 },
      { id: other, hotLanes: 7 },
    ]),
  )
  await rows('delete from workers where id = $1', other)
})

test('all that waits for a deleted subscription is cancelled in one round, however much it is', async () => {
  const subscription = await makeWaiting(1_000)
  // Six of one thousand: more than one statement cancels.
  await rows(
    `insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, priority, due_at, expires_at, held_ms, accepted_at)
     select o.delivery_id, n, o.subscription_id, o.tenant_id, o.event_id, 0, o.due_at, o.expires_at, 0, o.accepted_at
       from outstanding_deliveries o, generate_series(2, 6) n where o.subscription_id = $1`,
    subscription,
  )
  await rows('update subscriptions set deleted_at = now() where id = $1', subscription)
  const startedAt = performance.now()
  await start()
  await expect.poll(() => countOf(subscription, 'cancelled'), soon).toBe(1_000)
  const left = () => rows('select from outstanding_deliveries where subscription_id = $1', subscription)
  await expect.poll(left, { timeout: 1_000, interval: 20 }).toEqual([])
  expect(performance.now() - startedAt).toBeGreaterThan(1_900)
})

test('all dead workers are buried in one round', async () => {
  const dead = [newUuid(), newUuid(), newUuid()]
  for (const id of dead) {
    const sql = `insert into workers (id, host, pid, seen_at) values ($1, 'gone', 1, now() - interval '1 minute')`
    await rows(sql, id)
  }
  // Nobody is called dead in the first ten seconds of PostgreSQL.
  const upFor = `select extract(epoch from now() - pg_postmaster_start_time()) > 10 as long`
  await expect.poll(() => rows(upFor), soon).toEqual([{ long: true }])
  const seen = await start()
  await expect.poll(() => seen.loads.length, soon).toBe(2)
  expect(await rows('select from workers where id = any($1)', dead)).toEqual([])
})
