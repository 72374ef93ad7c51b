import pg from 'pg'
import { expect, test } from 'vitest'
import { startBareLanes } from '../../test/bare-lanes.ts'
import { useDatabase } from '../../test/database.ts'
import { publish, rows, soon, useEngineGround } from '../../test/engine.ts'
import { laneChannel, laneLockSpace } from './lane-store.ts'

const at = useDatabase()
useEngineGround()

/** Another process: it takes the lock of a lane and gives it back, and hears what its owner is told. */
async function startOther(): Promise<{ take(id: string): Promise<boolean>; heard: string[] } & AsyncDisposable> {
  const client = new pg.Client(at.url)
  const heard: string[] = []
  client.on('notification', (message) => heard.push(message.payload as string))
  await client.connect()
  await client.query(`listen ${laneChannel}`)
  return {
    heard,
    take: async (id) => {
      const sql = 'select pg_try_advisory_lock($2::bigint + lane_no) as taken from subscriptions where id = $1'
      return (await client.query(sql, [id, laneLockSpace])).rows[0].taken
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

test('what is committed after the unlocking is found by the last look', async () => {
  await using lanes = await startBareLanes(at.url)
  lanes.answerAll(200)
  const { tenant, id } = await lanes.make()
  let published = false
  lanes.before.hasDue = async () => {
    if (published) return
    published = true
    await publish(tenant)
  }
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.asked.tryLock).toBe(2)
})

test('who rings after the last look, before the lane is gone, is heard', async () => {
  await using lanes = await startBareLanes(at.url)
  lanes.answerAll(200)
  const { tenant, id } = await lanes.make()
  let published = false
  lanes.after.hasDue = async () => {
    if (published) return
    published = true
    await publish(tenant)
    void lanes.registry.ring(id)
  }
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect(lanes.asked.tryLock).toBe(2)
})

test('what another owner stored between two holds of a lane is known before anything is sent', async () => {
  await using lanes = await startBareLanes(at.url)
  lanes.answerAll(200)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  lanes.after.hasDue = async () => {
    if (lanes.asked.tryLock > 1) return
    await publish(tenant)
    await rows(`update lane_states set held_until = now() + interval '1 hour' where subscription_id = $1`, id)
    void lanes.registry.ring(id)
  }
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  expect([lanes.asked.tryLock, lanes.sent.length]).toEqual([2, 1])
})

test('a lane that somebody else owns is left to its owner, who is told', async () => {
  await using other = await startOther()
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  expect(await other.take(id)).toBe(true)
  await lanes.registry.ring(id)
  expect(lanes.registry.size).toBe(0)
  expect([lanes.asked.tryLock, lanes.sent.length]).toEqual([1, 0])
  await expect.poll(() => other.heard, soon).toEqual([id])
})

test('a doorbell that rings while the owner is being told is a reason to ask for the lock again; the telling itself is none', async () => {
  await using other = await startOther()
  await using lanes = await startBareLanes(at.url)
  lanes.answerAll(200)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  await other.take(id)
  lanes.after.nudgeOwner = () => lanes.registry.nudgeHeld(id)
  await lanes.registry.ring(id)
  expect([lanes.asked.tryLock, lanes.registry.size]).toEqual([1, 0])

  lanes.after.nudgeOwner = async () => {
    lanes.after.nudgeOwner = () => undefined
    await other[Symbol.asyncDispose]()
    void lanes.registry.ring(id)
  }
  await lanes.registry.ring(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(1)
  expect(lanes.asked.tryLock).toBe(3)
})

test('a lane that was dropped while it got its lock gives it back', async () => {
  await using other = await startOther()
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  lanes.after.tryLock = () => lanes.drop()
  await lanes.registry.ring(id)
  expect(lanes.registry.size).toBe(0)
  await expect.poll(() => other.take(id), soon).toBe(true)
  expect(lanes.sent).toEqual([])
})

test('a job does not wait for answers, and the lock stays until they are recorded', async () => {
  await using other = await startOther()
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  // Somebody rings a lane that waits for an answer.
  await lanes.registry.ring(id)
  const closed = lanes.registry.close()
  // Whatever it has asked for by now has been answered after this.
  await lanes.locks.hasDue(id)
  await lanes.locks.hasDue(id)
  expect(lanes.asked.release).toBe(0)
  expect(await other.take(id)).toBe(false)
  expect(lanes.registry.size).toBe(1)
  lanes.sent[0]?.answer(200)
  await closed
  expect(await other.take(id)).toBe(true)
  expect(await rows('select from attempts where subscription_id = $1', id)).toHaveLength(1)
})

test('who rings a lane while its process ends is not forgotten: another process looks', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  await lanes.registry.ring(id)
  lanes.before.release = () => lanes.registry.nudgeHeld(id)
  const closed = lanes.registry.close()
  lanes.sent[0]?.answer(200)
  await closed
  expect(lanes.rungElsewhere).toEqual([id])
})

test('the connection goes while an answer is awaited: the answer is recorded, and the lane taken again sends nothing twice', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await lanes.make()
  await publish(tenant)
  await lanes.registry.ring(id)
  await rows('select pg_terminate_backend($1)', lanes.locks.sessionPid)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  await expect.poll(() => lanes.locks.connected, soon).toBe(true)
  await lanes.registry.ring(id)
  expect(lanes.registry.size).toBe(1)
  lanes.sent[0]?.answer(200)
  const done = () => rows(`select from deliveries where subscription_id = $1 and status = 'succeeded'`, id)
  await expect.poll(done, soon).toHaveLength(1)
  expect(lanes.sent).toHaveLength(1)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
})
