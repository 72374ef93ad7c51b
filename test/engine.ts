import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { toId } from '../server/contract/ids.ts'
import { seedEventTypes } from '../server/event-types/seed-event-types.ts'
import { publishEvents } from '../server/events/publish-events.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../server/outbound/outbound-policy.ts'
import { systemActor } from '../server/platform/actor.ts'
import { database } from '../server/platform/database.ts'
import { openKeyRing, seal } from '../server/platform/sealing.ts'
import { newUuid } from '../server/platform/uuid.ts'
import { type RunningWorker, startWorker } from '../workers/worker.ts'

/** Seconds; short enough to watch a delivery die in a test. */
export const shortSchedule = [1, 1]

/** What every engine test needs before its database is used: a key ring, the catalogue, an outbound policy for this machine. */
export function useEngineGround(): void {
  beforeAll(async () => {
    openKeyRing({ ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`, DATA_DIR: '/nonexistent' })
    setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '' }))
    await seedEventTypes()
  })
}

/** A worker in this process, from the first test to the last. */
export function useWorker(at: { readonly url: string }, scheduleSeconds: number[] = shortSchedule): void {
  let worker: RunningWorker | undefined
  beforeAll(async () => {
    worker = await startWorker({
      databaseUrl: at.url,
      concurrency: 64,
      defaultScheduleSeconds: scheduleSeconds,
      port: 0,
    })
  })
  afterAll(async () => {
    await worker?.stop()
  })
}

/** Ids are uuids. */
export async function makeTenant(): Promise<{ id: string; publicId: string }> {
  const id = newUuid()
  await database().pool.query('insert into tenants (id, name) values ($1, $2)', [id, 'Test tenant'])
  return { id, publicId: toId('tenant', id) }
}

export const testSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** A subscription written straight to its tables. `columns` override the defaults of the table. */
export async function makeSubscription(
  tenantId: string,
  url: string,
  columns: Record<string, unknown> = {},
): Promise<string> {
  const id = newUuid()
  const values: Record<string, unknown> = { id, tenant_id: tenantId, url, events: ['*'], ...columns }
  const names = Object.keys(values)
  await database().pool.query(
    `insert into subscriptions (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(values),
  )
  const secretId = newUuid()
  await database().pool.query(
    'insert into subscription_secrets (id, tenant_id, subscription_id, sealed) values ($1, $2, $3, $4)',
    [secretId, tenantId, id, seal(testSecret, `subscription_secrets/${tenantId}/${secretId}`)],
  )
  return id
}

/** Publishes `count` events of one tenant (public id) and returns their public ids. */
export async function publish(tenant: string, count = 1, type = 'memory.created'): Promise<string[]> {
  const results = await publishEvents(systemActor, {
    events: Array.from({ length: count }, (_, n) => ({
      fields: { tenant, type },
      data: Buffer.from(`{"n":${n}}`),
    })),
  })
  return results.map((result) => {
    if (result instanceof Error) throw result
    return result.id
  })
}
