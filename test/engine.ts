import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { toId, uuidOf } from '../server/contract/ids.ts'
import { seedEventTypes } from '../server/event-types/seed-event-types.ts'
import { deliveryId } from '../server/events/delivery-id.ts'
import { publishEvents } from '../server/events/publish-events.ts'
import type { CircuitLimits } from '../server/lanes/circuit-breaker.ts'
import { DeliveryEngine } from '../server/lanes/delivery-engine.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../server/outbound/outbound-policy.ts'
import { systemActor } from '../server/platform/actor.ts'
import { database } from '../server/platform/database.ts'
import { openKeyRing, seal } from '../server/platform/sealing.ts'
import { newUuid } from '../server/platform/uuid.ts'
import { type RunningWorker, startWorker } from '../workers/worker.ts'
import { useDatabase } from './database.ts'

/** For polls: deliveries take milliseconds, two busy cores may take longer. */
export const soon = { timeout: 15_000, interval: 20 }

/** Seconds; short enough to watch a delivery die in a test. */
export const shortSchedule = [1, 1]

/** ENCRYPTION_KEYS of the engine tests, for processes that they start. */
export const testKeys = `test:${randomBytes(32).toString('base64')}`

/** What every engine test needs before its database is used: a key ring, the catalogue, an outbound policy for this machine. */
export function useEngineGround(): void {
  beforeAll(async () => {
    openKeyRing({ ENCRYPTION_KEYS: testKeys, DATA_DIR: '/nonexistent' })
    setOutboundPolicy(createOutboundPolicy({ mode: 'local', allow: '' }))
    await seedEventTypes()
  })
}

export interface TestWorkerOptions {
  scheduleSeconds?: number[]
  circuitLimits?: CircuitLimits
}

/** A worker in this process. Stops when it goes out of scope. */
export async function startTestWorker(
  url: string,
  options: TestWorkerOptions = {},
): Promise<RunningWorker & AsyncDisposable> {
  const { scheduleSeconds = shortSchedule, ...rest } = options
  const worker = await startWorker({
    databaseUrl: url,
    concurrency: 64,
    defaultScheduleSeconds: scheduleSeconds,
    port: 0,
    ...rest,
  })
  return Object.assign(worker, { [Symbol.asyncDispose]: () => worker.stop() })
}

/** A worker in this process, from the first test to the last. */
export function useWorker(at: { readonly url: string }, options: TestWorkerOptions = {}): void {
  let worker: RunningWorker | undefined
  beforeAll(async () => {
    worker = await startTestWorker(at.url, options)
  })
  afterAll(async () => {
    await worker?.stop()
  })
}

/** A database of the file's own with an engine on it: a worker, from the first test to the last. */
export function useEngine(options: TestWorkerOptions & { poolSize?: number } = {}): { readonly url: string } {
  const { poolSize, ...rest } = options
  const at = useDatabase(poolSize === undefined ? {} : { poolSize })
  useEngineGround()
  useWorker(at, rest)
  return at
}

/** The lanes of one worker without graphile-worker: only its reconciler wakes them. Stops when it goes out of scope. */
export async function startEngine(url: string): Promise<DeliveryEngine & AsyncDisposable> {
  const engine = new DeliveryEngine({ databaseUrl: url, defaultScheduleSeconds: shortSchedule, poolId: () => null })
  await engine.start()
  return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.stop() })
}

export async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await database().pool.query<Row>(sql, values)).rows
}

export interface DeliveryRow {
  id: string
  event_id: string
  status: string
  attempts: number
  runs: number
  open_runs: number
  sequence: string | null
  last_code: number | null
  last_error: string | null
  cancel_reason: string | null
}

/** In order of age. `subscriptionId`: uuid. */
export const deliveriesOf = (subscriptionId: string): Promise<DeliveryRow[]> =>
  rows<DeliveryRow>('select * from deliveries where subscription_id = $1 order by id', subscriptionId)

export interface AttemptRow {
  delivery_id: string
  run: number
  attempt: number
  batch_id: string | null
  worker_id: string
  status_code: number | null
  error: string | null
  probe: boolean
  url: string
}

/** In the order they began. */
export const attemptsOf = (subscriptionId: string): Promise<AttemptRow[]> =>
  rows<AttemptRow>('select * from attempts where subscription_id = $1 order by started_at, id', subscriptionId)

/** How many deliveries of this status. */
export async function countOf(subscriptionId: string, status: string): Promise<number> {
  const sql = 'select count(*)::int as n from deliveries where subscription_id = $1 and status = $2'
  return (await rows<{ n: number }>(sql, subscriptionId, status))[0]?.n ?? 0
}

/** How many runs are still to come. */
export async function waitingOf(subscriptionId: string): Promise<number> {
  const sql = 'select count(*)::int as n from outstanding_deliveries where subscription_id = $1'
  return (await rows<{ n: number }>(sql, subscriptionId))[0]?.n ?? 0
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

/** Publishes one event and returns the uuids of it and of its delivery to `subscriptionId` (uuid). */
export async function publishTo(
  tenant: string,
  subscriptionId: string,
  type?: string,
): Promise<{ event: string; delivery: string }> {
  const [id] = (await publish(tenant, 1, type)) as [string]
  const event = uuidOf('event', id) as string
  return { event, delivery: deliveryId(event, subscriptionId) }
}
