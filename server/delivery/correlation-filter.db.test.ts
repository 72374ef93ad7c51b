import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertDelivery, insertEvent, insertSubscription, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { listDeliveries } from './list-deliveries.ts'
import { redeliverDeliveries } from './redeliver-deliveries.ts'

useDatabase()

test('deliveries are found by the correlation id of their event, of all its subscriptions and of nobody else', async () => {
  const tenantId = await insertTenant()
  const appId = await insertApp(tenantId)
  const [one, other] = [await insertSubscription({ tenantId }), await insertSubscription({ tenantId, appId })]
  const deliver = async (correlationId: string, subscriptionId: string, app?: string) => {
    const eventId = await insertEvent({ tenantId, correlationId })
    const ids = { tenantId, subscriptionId, eventId, ...(app && { appId: app }) }
    return toId('delivery', await insertDelivery({ ...ids, status: 'failed' }))
  }
  const first = await deliver('order-7', one)
  await deliver('order-8', one)
  const second = await deliver('order-7', other, appId)
  const ids = async (query: object, by = actorOf({ tenantId })) =>
    (await listDeliveries(by, { limit: 50, correlation_id: 'order-7', ...query })).data.map(({ id }) => id)
  expect((await ids({})).sort()).toEqual([first, second].sort())
  expect(await ids({ subscription: toId('subscription', one) })).toEqual([first])
  expect(await ids({ status: 'failed', subscription: toId('subscription', other) })).toEqual([second])
  expect(await ids({ correlation_id: 'order-9' })).toEqual([])
  expect(await ids({}, actorOf({ tenantId, appId }))).toEqual([second])
  expect(await ids({}, actorOf({ tenantId: await insertTenant() }))).toEqual([])
  expect((await ids({}, actorOf({}))).length).toBe(2)
  const filter = { correlation_id: 'order-7' }
  expect(await redeliverDeliveries(actorOf({ tenantId }), { filter, dry_run: true })).toMatchObject({ redelivered: 2 })
})
