import { expect, test } from 'vitest'
import { type BareLanes, startBareLanes } from '../../test/bare-lanes.ts'
import { useDatabase } from '../../test/database.ts'
import { publish, soon, useEngineGround } from '../../test/engine.ts'
import type { Lane } from './lane.ts'
import type { LockConnection } from './lock-connection.ts'

const at = useDatabase()
useEngineGround()

/** A lane that has one request under way. */
async function startHot(lanes: BareLanes): Promise<{ tenant: string; id: string; lane: Lane }> {
  const made = await lanes.make()
  await publish(made.tenant)
  await lanes.registry.ring(made.id)
  const lane = lanes.registry.hotLanes().find(({ subscriptionId }) => subscriptionId === made.id) as Lane
  return { ...made, lane }
}

async function giveAway(lanes: BareLanes, lane: Lane): Promise<void> {
  const given = lanes.registry.giveAway(lane)
  lanes.answerAll(200)
  await given
}

test('no more lanes are held than the lock table allows; what is full takes none, and takes some again later', async () => {
  await using lanes = await startBareLanes(at.url, { maxLanes: 1 })
  await startHot(lanes)
  const second = await lanes.make()
  await publish(second.tenant)
  await lanes.registry.ring(second.id)
  expect([lanes.registry.size, lanes.asked.tryLock]).toEqual([1, 1])
  lanes.answerAll(200)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  await lanes.registry.ring(second.id)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
})

test('a lane that was given away is left alone for two seconds, and what is accepted meanwhile goes to others', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id, lane } = await startHot(lanes)
  expect(lanes.registry.hotLanes()).toEqual([lane])
  await giveAway(lanes, lane)
  const givenAt = performance.now()
  // Its last look is left to who takes it.
  expect(lanes.asked.hasDue).toBe(0)
  await publish(tenant)
  await lanes.registry.ring(id)
  expect(lanes.asked.tryLock).toBe(1)
  lanes.registry.accepted(id)
  expect(lanes.rungElsewhere).toEqual([id])
  const taken = async (): Promise<number> => {
    await lanes.registry.ring(id)
    return lanes.sent.length
  }
  await expect.poll(taken, soon).toBe(2)
  expect(performance.now() - givenAt).toBeGreaterThan(1_900)
})

test('a lane that is given away starts nothing more', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id, lane } = await startHot(lanes)
  const given = lanes.registry.giveAway(lane)
  await publish(tenant, 3)
  // Neither doorbell waits for the answer, whether or not another one comes after it.
  await lanes.registry.ring(id)
  await lanes.registry.ring(id)
  expect(lanes.sent).toHaveLength(1)
  lanes.answerAll(200)
  await given
  expect(lanes.sent).toHaveLength(1)
})

test('what is accepted for a lane that was here is looked for; for one that never was, it is not', async () => {
  await using lanes = await startBareLanes(at.url)
  const { tenant, id } = await startHot(lanes)
  lanes.answerAll(200)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  await publish(tenant)
  lanes.registry.accepted(id)
  await expect.poll(() => lanes.sent.length, soon).toBe(2)
  const never = await lanes.make()
  await publish(never.tenant)
  lanes.registry.accepted(never.id)
  expect(lanes.registry.holds(never.id)).toBe(false)
  expect(lanes.rungElsewhere).toEqual([])
})

test('what is accepted for a lane whose lock another process has by now is left to that one', async () => {
  await using lanes = await startBareLanes(at.url)
  await using other = await startBareLanes(at.url)
  const { tenant, id } = await startHot(lanes)
  lanes.answerAll(200)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  await publish(tenant)
  await other.registry.ring(id)
  expect(other.sent).toHaveLength(1)
  await lanes.registry.ring(id)
  const asked = lanes.asked.tryLock
  await publish(tenant)
  await expect.poll(() => other.sent.length, soon).toBe(2)
  lanes.registry.accepted(id)
  expect([lanes.registry.size, lanes.asked.tryLock]).toEqual([0, asked])
})

test('what is accepted while the process ends goes to others, and no lane is taken any more', async () => {
  await using lanes = await startBareLanes(at.url)
  const { id } = await startHot(lanes)
  lanes.answerAll(200)
  await expect.poll(() => lanes.registry.size, soon).toBe(0)
  await lanes.registry.close()
  lanes.registry.accepted(id)
  expect(lanes.rungElsewhere).toEqual([id])
  await lanes.registry.ring(id)
  expect(lanes.registry.size).toBe(0)
})

test('only the lanes of the connection that was lost are dropped', async () => {
  await using lanes = await startBareLanes(at.url)
  await startHot(lanes)
  lanes.registry.dropAllOf({} as LockConnection)
  expect(lanes.registry.size).toBe(1)
  lanes.drop()
  expect(lanes.registry.size).toBe(0)
})
