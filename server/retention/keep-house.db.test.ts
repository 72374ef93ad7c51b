import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publishTo, rows, useEngineGround } from '../../test/engine.ts'
import { database } from '../platform/database.ts'
import { keepHouse } from './keep-house.ts'
import { defaultRetention } from './retention.ts'

useDatabase()
useEngineGround()

/** Moves a published delivery `days` back, with everything that names it, as if it had been published then. */
async function publishedAgo(days: number) {
  const { pool } = database()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'http://127.0.0.1:9/')
  const { event, delivery } = await publishTo(tenant.publicId, subscription)
  const [old] = await rows<{ day: string; event: string; delivery: string }>(
    `select to_char((now() at time zone 'utc')::date - $1::int, 'YYYYMMDD') as day,
            (left(uuid_floor(now() - make_interval(days => $1::int))::text, 14) || right($2::text, 22))::uuid as event,
            (left(uuid_floor(now() - make_interval(days => $1::int))::text, 14) || right($3::text, 22))::uuid as delivery`,
    days,
    event,
    delivery,
  )
  if (!old) throw new Error('There is no answer.')
  for (const table of ['events', 'deliveries', 'attempts']) {
    await pool.query(
      `create table if not exists ${table}_${old.day} partition of ${table} for values
         from ('${await floor(days)}') to ('${await floor(days - 1)}')`,
    )
  }
  await pool.query('update events set id = $2 where id = $1', [event, old.event])
  await pool.query('update deliveries set id = $2, event_id = $3 where id = $1', [delivery, old.delivery, old.event])
  await pool.query('update outstanding_deliveries set delivery_id = $2, event_id = $3 where delivery_id = $1', [
    delivery,
    old.delivery,
    old.event,
  ])
  return { ...old, tenant, subscription }
}

/** The least uuid of the day that began so many days ago, as a literal: bounds of partitions take no expressions. */
async function floor(days: number): Promise<string> {
  const [row] = await rows<{ floor: string }>(
    `select uuid_floor(((now() at time zone 'utc')::date - $1::int)::timestamp at time zone 'utc')::text as floor`,
    days,
  )
  return row?.floor as string
}

const partitions = async (day: string) =>
  (
    await rows<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relname like '%\\_' || $1`,
      day,
    )
  )
    .map(({ name }) => name)
    .sort()

test('days older than the retention go, with their dead letters; a younger one stays', async () => {
  const old = await publishedAgo(31)
  const young = await publishedAgo(29)
  await database().pool.query('delete from outstanding_deliveries')
  for (const { delivery, event, tenant, subscription } of [old, young]) {
    await database().pool.query(
      `insert into dead_letters (delivery_id, event_id, tenant_id, subscription_id, event_type, cause)
       values ($1, $2, $3, $4, 'memory.created', 'exhausted')`,
      [delivery, event, tenant.id, subscription],
    )
  }
  await keepHouse(defaultRetention)
  expect(await partitions(old.day)).toEqual([])
  expect(await partitions(young.day)).toHaveLength(3)
  expect(await rows('select delivery_id from dead_letters')).toEqual([{ delivery_id: young.delivery }])
  expect(await rows('select id from events where id = $1', young.event)).toHaveLength(1)
})

test('a day of which something still waits is kept whole, and goes when that is settled', async () => {
  const waiting = await publishedAgo(40)
  await keepHouse(defaultRetention)
  expect(await partitions(waiting.day)).toEqual([`deliveries_${waiting.day}`, `events_${waiting.day}`])
  expect(await rows('select id from events where id = $1', waiting.event)).toHaveLength(1)
  await database().pool.query('delete from outstanding_deliveries where delivery_id = $1', [waiting.delivery])
  await keepHouse(defaultRetention)
  expect(await partitions(waiting.day)).toEqual([])
})

test('a day that somebody is changing is left for the next round, and whoever waits does not wait long', async () => {
  const busy = await publishedAgo(50)
  await database().pool.query('delete from outstanding_deliveries where delivery_id = $1', [busy.delivery])
  const client = await database().pool.connect()
  await client.query('begin')
  await client.query('update deliveries set runs = runs where id = $1', [busy.delivery])
  await keepHouse(defaultRetention)
  expect(await partitions(busy.day)).toContain(`deliveries_${busy.day}`)
  await client.query('commit')
  client.release()
  await keepHouse(defaultRetention)
  expect(await partitions(busy.day)).toEqual([])
})

test('figures outlive deliveries, and go in their time', async () => {
  const { tenant, subscription } = await publishedAgo(3)
  for (const days of [399, 401]) {
    await database().pool.query(
      `insert into delivery_stats (subscription_id, minute, event_type, tenant_id, attempts)
       values ($1, date_trunc('minute', now()) - make_interval(days => $2), 'memory.created', $3, 1)`,
      [subscription, days, tenant.id],
    )
  }
  await keepHouse(defaultRetention)
  const kept = `select extract(day from now() - minute)::int as days from delivery_stats where subscription_id = $1`
  expect(await rows(kept, subscription)).toEqual([{ days: 399 }])
})
