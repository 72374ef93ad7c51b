import { expect, test } from 'vitest'
import { useDatabase } from '../test/database.ts'
import {
  countOf,
  makeSubscription,
  makeTenant,
  publish,
  soon,
  startTestWorker,
  useEngineGround,
} from '../test/engine.ts'
import { startReceiver, status } from '../test/receiver.ts'

const at = useDatabase()
useEngineGround()

test('a worker counts its attempts by what came of them', async () => {
  await using receiver = await startReceiver()
  await using worker = await startTestWorker(at.url, { scheduleSeconds: [0.1] })
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId, 3)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(3)
  receiver.answer = status(500)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'failed'), soon).toBe(1)
  const text = await (await fetch(`http://127.0.0.1:${worker.port}/metrics`)).text()
  for (const [outcome, count] of [
    ['succeeded', 3],
    ['retry', 1],
    ['dead', 1],
  ]) {
    expect(text).toContain(`postrider_delivery_attempts_total{outcome="${outcome}"} ${count}`)
  }
})
