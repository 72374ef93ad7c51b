import { publishEvents } from '../server/events/publish-events.ts'
import { systemActor } from '../server/platform/actor.ts'
import { closeDatabase, openDatabase } from '../server/platform/database.ts'

/** What a publishing process is told: it publishes one event for every tenant and key, in this order, all at once. */
export interface PublishingOrder {
  url: string
  tenants: string[]
  keys: string[]
}

/** Ids by `tenant key`, or what the caller would have seen instead. */
export type PublishingReport = { id: string; duplicate: boolean }[] | { error: string }

/** The other web process: takes its orders over IPC, publishes at full speed and reports. */
process.once('message', async (order: PublishingOrder) => {
  const report = await publishAll(order).catch((error: Error): PublishingReport => ({ error: error.message }))
  process.send?.(report, () => process.disconnect())
})
process.send?.('ready')

async function publishAll({ url, tenants, keys }: PublishingOrder): Promise<PublishingReport> {
  await openDatabase({ url, poolSize: 10 })
  // Each key is a request of its own over all tenants, as many clients would send them.
  const requests = keys.map((key) =>
    publishEvents(systemActor, {
      events: tenants.map((tenant) => ({
        fields: { tenant, type: 'memory.created', idempotency_key: key },
        data: Buffer.from(`{"key":"${key}"}`),
      })),
    }),
  )
  const results = (await Promise.all(requests)).flat()
  await closeDatabase()
  return results.map((result) => {
    if (result instanceof Error) throw result
    return { id: result.id, duplicate: result.duplicate }
  })
}
