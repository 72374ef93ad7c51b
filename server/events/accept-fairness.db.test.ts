import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, publish, useEngineGround } from '../../test/engine.ts'

useDatabase()
useEngineGround()

test('a tenant with 5,000 events waiting does not delay the one event of another by more than a batch or two', async () => {
  const [flood, other] = [await makeTenant(), await makeTenant()]
  for (const tenant of [flood, other]) await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook')
  // Both are known, so that neither waits for a first look at its subscriptions.
  await Promise.all([publish(flood.publicId), publish(other.publicId)])
  let stored = 0
  const requests = Array.from({ length: 5_000 }, async () => {
    await publish(flood.publicId)
    stored += 1
  })
  await expect.poll(() => stored, { interval: 1, timeout: 15_000 }).toBeGreaterThan(0)
  const before = stored
  await publish(other.publicId)
  const during = stored - before
  await Promise.all(requests)
  expect(before).toBeLessThan(3_000)
  // Two statements of 500 may be under way when it arrives, and it shares the next one; some of a fourth may be told first.
  expect(during).toBeLessThan(2_000)
}, 40_000)
