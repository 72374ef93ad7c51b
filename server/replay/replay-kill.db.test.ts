import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, useEngineGround } from '../../test/engine.ts'
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

const count = 5_000
const hour = 3_600_000

/** Keys of advisory locks, far from those of lanes. */
const atTheClaim = 9_000_000_001
const behindTheClaim = 9_000_000_002

/**
 * Makes hand-overs wait for the test, once so many deliveries are handed over: at one moment before the chunk is claimed, at
 * another when it is claimed and made and nothing is committed.
 */
async function stopHandOversAt(claimAfter: number, commitAfter: number): Promise<void> {
  await database().pool.query(`
    create function wait_for_test() returns trigger language plpgsql as $$
    begin
      if (select max(queued) from replay_lanes) >= tg_argv[0]::int then
        perform pg_advisory_xact_lock(tg_argv[1]::bigint);
      end if;
      return null;
    end $$;
    create trigger wait_at_the_claim before update of cursor on replay_lanes
      for each statement execute function wait_for_test(${claimAfter}, ${atTheClaim});
    create trigger wait_behind_the_claim before insert on replay_deliveries
      for each statement execute function wait_for_test(${commitAfter}, ${behindTheClaim});`)
}

/** Runs `act` while a hand-over waits at that moment, which then never comes. */
async function whileItWaits(key: number, act: (untilItWaits: () => Promise<void>) => Promise<void>): Promise<void> {
  const client = await database().pool.connect()
  await client.query('select pg_advisory_lock($1::bigint)', [key])
  const waiting = `select pid from pg_locks where locktype = 'advisory' and not granted
                      and (classid::bigint << 32 | objid::bigint) = $1::bigint`
  try {
    await act(async () => {
      await expect.poll(async () => (await rows(waiting, key)).length, { timeout: 30_000, interval: 20 }).toBe(1)
    })
    // PostgreSQL notices only when it answers that nobody listens; the statement would still be carried out.
    await rows(`select pg_terminate_backend(pid) from (${waiting}) w`, key)
  } finally {
    await client.query('select pg_advisory_unlock($1::bigint)', [key])
    client.release()
  }
}

test('workers killed in the middle of handing over lose no delivery and hand none over twice', {
  timeout: 180_000,
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
  const replay = () => getReplay(operator, { id: id as string })

  await stopHandOversAt(2_000, 4_000)
  for (const key of [atTheClaim, behindTheClaim]) {
    await whileItWaits(key, async (untilItWaits) => {
      await using worker = await startWorkerProcess(at.url)
      await untilItWaits()
      await worker.kill()
      // In the middle: some are handed over, not all.
      const { queued } = await replay()
      expect(queued).toBeGreaterThanOrEqual(key === atTheClaim ? 2_000 : 3_000)
      expect(queued).toBeLessThan(count)
    })
  }
  await using last = await startWorkerProcess(at.url)
  await expect
    .poll(replay, { timeout: 90_000 })
    .toMatchObject({ status: 'completed', total: count, queued: count, done: count, failed: 0 })

  // Every delivery has its first run and the one of the replay, none a third.
  const sql = `select status, runs, open_runs, count(*)::int from deliveries where subscription_id = $1 group by 1, 2, 3`
  expect(await rows(sql, failing)).toEqual([{ status: 'succeeded', runs: 2, open_runs: 0, count }])
  const received = new Set(receiver.requests.map((request) => request.headers['x-pt-delivery-id']))
  expect(received.size).toBe(count)
  // What was on its way at a kill is sent again: no more than that.
  const interrupted = await rows(`select from attempts where subscription_id = $1 and error = 'interrupted'`, failing)
  expect(receiver.requests.length - count).toBeLessThanOrEqual(interrupted.length)
  expect(await rows('select from outstanding_deliveries union all select from replay_deliveries')).toEqual([])
  expect((await replay()).lanes[0]?.subscription).toBe(toId('subscription', failing))
  await last.stop()
})
