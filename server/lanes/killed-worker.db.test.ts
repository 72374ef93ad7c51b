import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import {
  attemptsOf,
  countOf,
  deliveriesOf,
  makeSubscription,
  makeTenant,
  publish,
  rows,
  soon,
  startTestWorker,
  useEngineGround,
} from '../../test/engine.ts'
import { holding, startReceiver, status } from '../../test/receiver.ts'
import { startWorkerProcess } from '../../test/worker-process.ts'

const at = useDatabase()
useEngineGround()

test('SIGKILL in the middle of attempts: a survivor takes over within ten seconds, marks them interrupted and sends again', async () => {
  await using receiver = await startReceiver()
  const held = holding()
  receiver.answer = held.answer
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await using victim = await startWorkerProcess(at.url)
  const ids = await publish(tenant.publicId, 3)
  await expect.poll(() => held.waiting.length, { ...soon, timeout: 20_000 }).toBe(3)
  await using _survivor = await startTestWorker(at.url)
  receiver.answer = status(200)
  await victim.kill()
  const killedAt = Date.now()
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
  const again = receiver.requests.slice(3)
  expect(again.map((request) => request.headers['x-pt-event-id']).toSorted()).toEqual(ids.toSorted())
  for (const request of again) expect(request.at - killedAt).toBeLessThan(10_000)

  const interrupted = async () => (await attemptsOf(subscription)).filter((attempt) => attempt.error === 'interrupted')
  await expect.poll(interrupted, { ...soon, timeout: 25_000 }).toHaveLength(3)
  const attempts = await attemptsOf(subscription)
  expect(attempts.filter((attempt) => attempt.error === null)).toHaveLength(3)
  expect(new Set(attempts.map((attempt) => attempt.worker_id)).size).toBe(2)
  // Being interrupted says nothing about the delivery: the run is where it was.
  expect(attempts.map((attempt) => attempt.attempt)).toEqual(Array(6).fill(1))
  expect(await deliveriesOf(subscription)).toMatchObject(Array(3).fill({ status: 'succeeded', last_error: null }))
  const [victims] = await rows<{ n: number }>('select count(*)::int as n from workers')
  expect(victims?.n).toBe(1)
}, 60_000)
