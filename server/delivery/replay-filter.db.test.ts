import { beforeEach, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { listDeliveries } from './list-deliveries.ts'
import { redeliverDeliveries } from './redeliver-deliveries.ts'

useDatabase()

let tenantId: string
let subscriptionId: string
let actor: Actor
beforeEach(async () => {
  tenantId = await insertTenant()
  subscriptionId = await insertSubscription({ tenantId })
  actor = actorOf({ tenantId })
})

/** Every delivery has a millisecond of its own. */
let ms = Date.now() - 3_600_000

async function deliver(status: 'succeeded' | 'failed', replayId: string | null = null): Promise<string> {
  const eventId = await insertEvent({ tenantId, atMs: ms++ })
  const id = await insertDelivery({ tenantId, subscriptionId, eventId, status })
  await database().pool.query('update deliveries set replay_id = $2 where id = $1', [id, replayId])
  return toId('delivery', id)
}

const ids = async (query: object, by = actor) =>
  (await listDeliveries(by, { limit: 50, ...query })).data.map(({ id }) => id)

/** Returns its uuid. */
async function makeReplay(): Promise<string> {
  const id = newUuid()
  await database().pool.query(
    `insert into replays (id, tenant_id, from_at, to_at, include, created_by)
     values ($1, $2, now() - interval '2 hours', now(), 'all', 'test')`,
    [id, tenantId],
  )
  return id
}

test('what a replay sent is found by it, dead letters too, by whoever may see them', async () => {
  const [one, other] = [await makeReplay(), await makeReplay()]
  await deliver('succeeded')
  await deliver('failed')
  await deliver('succeeded', other)
  const arrived = await deliver('succeeded', one)
  const dead = await deliver('failed', one)
  const replay = toId('replay', one)
  expect(await ids({ replay })).toEqual([dead, arrived])
  expect(await ids({ replay, status: 'failed' })).toEqual([dead])
  expect(await ids({ replay, status: 'undelivered' })).toEqual([dead])
  expect(await ids({ replay, status: 'waiting' })).toEqual([])
  expect(await ids({ replay, before: new Date(ms - 1).toISOString() })).toEqual([arrived])
  const stranger = actorOf({ tenantId: await insertTenant() })
  await expect(ids({ replay }, stranger)).rejects.toMatchObject({ code: 'not_found' })
  await expect(ids({ replay: 'rpl_nonsense' })).rejects.toMatchObject({ code: 'not_found' })
})

test('what is sent again by it is that and nothing else of its time', async () => {
  const own = await makeReplay()
  await deliver('failed')
  const dead = await deliver('failed', own)
  await deliver('failed')
  const filter = { replay: toId('replay', own) }
  expect(await redeliverDeliveries(actor, { filter, dry_run: true })).toMatchObject({ redelivered: 1 })
  expect(await redeliverDeliveries(actor, { filter, dry_run: false })).toMatchObject({ redelivered: 1, replay: null })
  const { rows } = await database().pool.query(
    'select delivery_id as id from outstanding_deliveries where tenant_id = $1',
    [tenantId],
  )
  expect(rows.map(({ id }) => toId('delivery', id))).toEqual([dead])
})
