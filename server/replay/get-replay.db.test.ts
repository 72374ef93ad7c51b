import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
import { insertHistory } from '../../test/sent-history.ts'
import { toId } from '../contract/ids.ts'
import { newUuid } from '../platform/uuid.ts'
import { createReplay } from './create-replay.ts'
import { getReplay } from './get-replay.ts'
import { listReplays } from './list-replays.ts'
import { replayTask } from './replay-job-store.ts'

useDatabase()
useEngineGround()
const operator = actorOf({})
const hour = 3_600_000

/** A replay of one dead letter to each of two subscriptions: one is paused, the circuit of the other is open. */
async function heldReplay(dryRun = false) {
  const tenant = await makeTenant()
  const subscription = (columns: Record<string, unknown> = {}) =>
    makeSubscription(tenant.id, 'http://localhost:9/', columns)
  const [paused, failing] = [await subscription({ status: 'paused' }), await subscription()]
  await rows(
    `update lane_states set circuit = 'open', circuit_opened_at = now(), next_probe_at = '2999-01-01' where subscription_id = $1`,
    failing,
  )
  const untilMs = Date.now() - hour
  for (const subscriptionId of [paused, failing]) {
    await insertHistory({ tenantId: tenant.id, subscriptionId, count: 1, untilMs, status: 'failed' })
  }
  // Nothing of it is sent to this one.
  await subscription({ status: 'paused' })
  const from = new Date(untilMs - hour).toISOString()
  const plan = await createReplay(operator, {
    tenant: tenant.publicId,
    from,
    include: 'failed',
    dry_run: dryRun,
  })
  const ids = { paused: toId('subscription', paused), failing: toId('subscription', failing) }
  return { plan, id: plan.id as string, ...ids }
}

const held = {
  paused: { reason: 'paused', next_probe_at: null },
  failing: { reason: 'circuit_open', next_probe_at: '2999-01-01T00:00:00.000Z' },
}

test('a plan and a replay say which subscriptions wait, why, and until when', async () => {
  const { plan } = await heldReplay(true)
  expect(plan.held).toHaveLength(2)
  expect(plan.held).toEqual(
    expect.arrayContaining([expect.objectContaining(held.paused), expect.objectContaining(held.failing)]),
  )
  const { id, paused, failing } = await heldReplay()
  const { lanes } = await getReplay(operator, { id })
  expect(Object.fromEntries(lanes.map((lane) => [lane.subscription, lane.held]))).toEqual({
    [paused]: held.paused,
    [failing]: held.failing,
  })
})

test('a replay of one subscription says where that delivers, one of all of them names none', async () => {
  const { paused, id: ofAll } = await heldReplay()
  const from = new Date(Date.now() - 2 * hour).toISOString()
  const { id: ofOne } = await createReplay(operator, { subscription: paused, from, include: 'all', dry_run: false })
  const { data } = await listReplays(operator, { limit: 50 })
  const urls = new Map(data.map(({ id, url }) => [id, url]))
  expect(urls.get(ofOne as string)).toBe('http://localhost:9/')
  expect(urls.get(ofAll)).toBeNull()
})

test('the replays that send to a subscription are those of it and those of all', async () => {
  const { paused, failing, id: ofAll } = await heldReplay()
  const from = new Date(Date.now() - 2 * hour).toISOString()
  const { id: ofOne } = await createReplay(operator, { subscription: paused, from, include: 'all', dry_run: false })
  const of = async (subscription: string) =>
    (await listReplays(operator, { subscription, limit: 50 })).data.map(({ id }) => id)
  expect(await of(paused)).toEqual([ofOne, ofAll])
  expect(await of(failing)).toEqual([ofAll])
  await expect(of(toId('subscription', newUuid()))).rejects.toMatchObject({ code: 'not_found' })
})

test('a list says of the same replays that they wait as their pages do', async () => {
  const { id } = await heldReplay()
  const said = async () => [
    (await listReplays(operator, { limit: 50 })).data.find((replay) => replay.id === id)?.waiting,
    (await getReplay(operator, { id })).waiting,
  ]
  expect(await said()).toEqual([true, true])
  await rows(`update lane_states set circuit = 'closed', circuit_opened_at = null, next_probe_at = null`)
  expect(await said()).toEqual([false, false])
})

const jobsOf = async () =>
  (await rows<{ key: string }>('select key from graphile_worker.jobs where task_identifier = $1', replayTask)).length

test('a replay that no worker looks at is looked at when somebody reads it, once', async () => {
  await rows('select graphile_worker.remove_job(key) from graphile_worker.jobs')
  const { id } = await heldReplay()
  await rows('select graphile_worker.remove_job(key) from graphile_worker.jobs')
  await getReplay(operator, { id })
  expect(await jobsOf()).toBe(0)
  await rows(`update replays set settled_at = now() - interval '1 minute'`)
  await getReplay(operator, { id })
  await getReplay(operator, { id })
  expect(await jobsOf()).toBe(1)
})
