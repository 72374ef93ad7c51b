import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publish, rows, useEngineGround } from '../../test/engine.ts'
import { redeliverAbsent, reviveOldest } from './redeliver-absent.ts'

useDatabase()
useEngineGround()

/** A subscription with so many dead letters; every fifth was refused by the receiver instead of missing it. */
async function makeDead(count: number): Promise<string> {
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  await publish(tenant.publicId, count)
  await rows(
    `with dead as (delete from outstanding_deliveries where subscription_id = $1 returning delivery_id),
       ended as (update deliveries d set status = 'failed', open_runs = 0 from dead x where d.id = x.delivery_id returning d.*)
     insert into dead_letters (delivery_id, event_id, tenant_id, subscription_id, event_type, cause, absent)
     select id, event_id, tenant_id, subscription_id, event_type, 'exhausted', row_number() over (order by id) % 5 <> 0 from ended`,
    subscription,
  )
  return subscription
}

const waiting = (subscription: string) =>
  rows<{ delivery_id: string; run: number }>(
    'select delivery_id, run from outstanding_deliveries where subscription_id = $1 order by delivery_id',
    subscription,
  )

test('all that died of an absence goes again, each once, whatever its number; what was refused and what is retried does not', async () => {
  const subscription = await makeDead(2_600)
  const [retried] = await rows<{ id: string }>(
    `update deliveries set status = 'retrying', open_runs = 1
      where id = (select delivery_id from dead_letters where subscription_id = $1 order by delivery_id limit 1) returning id`,
    subscription,
  )
  await rows('delete from dead_letters where delivery_id = $1', retried?.id)
  expect(await redeliverAbsent(subscription, Date.now())).toBe(2_079)
  const again = await waiting(subscription)
  expect(again).toHaveLength(2_079)
  expect(again.every((row) => row.run === 2 && row.delivery_id !== retried?.id)).toBe(true)
  expect(await rows('select from dead_letters where subscription_id = $1 and absent', subscription)).toEqual([])
  expect(await rows('select from dead_letters where subscription_id = $1', subscription)).toHaveLength(520)
  // Once more changes nothing.
  expect(await redeliverAbsent(subscription, Date.now())).toBe(0)
  expect(await waiting(subscription)).toHaveLength(2_079)
})

test('one dead letter serves as a probe: the oldest that died of the absence', async () => {
  const subscription = await makeDead(7)
  const [oldest] = await rows<{ delivery_id: string }>(
    'select delivery_id from dead_letters where subscription_id = $1 order by delivery_id limit 1',
    subscription,
  )
  expect(await reviveOldest(subscription, Date.now())).toBe(true)
  expect(await waiting(subscription)).toEqual([{ delivery_id: oldest?.delivery_id, run: 2 }])
  await rows('delete from dead_letters where subscription_id = $1', subscription)
  expect(await reviveOldest(subscription, Date.now())).toBe(false)
})

test('what was too old already when the outage began stays a dead letter', async () => {
  const subscription = await makeDead(4)
  const fourDays = 4 * 24 * 3600 * 1000
  expect(await redeliverAbsent(subscription, Date.now() + fourDays)).toBe(0)
  expect(await waiting(subscription)).toEqual([])
})
