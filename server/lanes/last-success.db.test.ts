import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import {
  countOf,
  makeSubscription,
  makeTenant,
  publish,
  rows,
  soon,
  useEngineGround,
  useWorker,
} from '../../test/engine.ts'
import { startReceiver } from '../../test/receiver.ts'

const at = useDatabase()
useEngineGround()
useWorker(at)

test('the last success is that of the newest delivery, also where it came soon after another and nothing follows', async () => {
  await using receiver = await startReceiver()
  const tenant = await makeTenant()
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(1)
  await publish(tenant.publicId)
  await expect.poll(() => countOf(subscription, 'succeeded'), soon).toBe(2)
  const isNewest = async () =>
    (
      await rows<{ newest: boolean }>(
        `select last_success_at >= (select max(started_at) from attempts where subscription_id = $1) as newest
           from lane_states where subscription_id = $1`,
        subscription,
      )
    )[0]?.newest
  await expect.poll(isNewest, soon).toBe(true)
})
