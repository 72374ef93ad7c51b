import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, useEngineGround } from '../../test/engine.ts'
import { startReceiver } from '../../test/receiver.ts'
import { insertHistory } from '../../test/sent-history.ts'
import { startWorkerProcess } from '../../test/worker-process.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { createReplay } from './create-replay.ts'
import { getReplay } from './get-replay.ts'

const at = useDatabase()
useEngineGround()
const operator = actorOf({})

const count = 8_000
const hour = 3_600_000

test('workers killed in the middle of a replay lose no delivery and hand none over twice', {
  timeout: 90_000,
}, async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const failing = await makeSubscription(tenant.id, receiver.url)
  const untilMs = Date.now() - hour
  await insertHistory({ tenantId: tenant.id, subscriptionId: failing, count, untilMs, status: 'failed' })
  const { id } = await createReplay(operator, {
    tenant: tenant.publicId,
    from: new Date(0).toISOString(),
    include: 'failed',
    dry_run: false,
  })
  const done = async () => (await getReplay(operator, { id: id as string })).done

  for (const share of [0.05, 0.4]) {
    await using worker = await startWorkerProcess(at.url)
    await expect.poll(done, { timeout: 30_000, interval: 20 }).toBeGreaterThan(count * share)
    await worker.kill()
    expect(await done()).toBeLessThan(count)
  }
  await using last = await startWorkerProcess(at.url)
  await expect
    .poll(() => getReplay(operator, { id: id as string }), { timeout: 60_000 })
    .toMatchObject({ status: 'completed', total: count, queued: count, done: count, failed: 0 })

  // Every delivery has its first run and the one of the replay, none a third.
  const { rows } = await database().pool.query(
    `select status, runs, open_runs, count(*)::int from deliveries where subscription_id = $1 group by 1, 2, 3`,
    [failing],
  )
  expect(rows).toEqual([{ status: 'succeeded', runs: 2, open_runs: 0, count }])
  const received = new Set(receiver.requests.map((request) => request.headers['x-pt-delivery-id']))
  expect(received.size).toBe(count)
  // What was on its way at a kill is sent again: no more than that.
  const { rows: interrupted } = await database().pool.query(
    `select count(*)::int from attempts where subscription_id = $1 and error = 'interrupted'`,
    [failing],
  )
  expect(receiver.requests.length - count).toBeLessThanOrEqual(interrupted[0].count)
  const leftovers = await database().pool.query(
    'select from outstanding_deliveries union all select from replay_deliveries',
  )
  expect(leftovers.rowCount).toBe(0)
  expect(toId('subscription', failing)).toBe((await getReplay(operator, { id: id as string })).lanes[0]?.subscription)
  await last.stop()
})
