import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { toId } from '../../server/contract/ids.ts'
import type { AttemptFact, DeliveryFact, Facts, OutstandingFact } from './facts.ts'
import type { Publisher } from './publisher.ts'
import type { Receiver } from './receiver.ts'

/** Session locks of lanes begin at 2^40 (laneLockSpace in server/lanes/lane-store.ts): the upper half of the key is 256. */
const laneLocksSql = `select count(*)::int as n from pg_locks where locktype = 'advisory' and objsubid = 1 and classid = 256`

/** Probes of a dead receiver go on for ever. */
const restMostMs = 180_000

/** Waits until nothing waits to be sent and nothing is in flight, or nothing changed for `quietMs`. */
export async function comeToRest(database: pg.Pool, quietMs = 30_000): Promise<void> {
  let last = -1
  let changedAt = performance.now()
  const until = changedAt + restMostMs
  while (performance.now() - changedAt < quietMs && performance.now() < until) {
    const result = await database.query<{ n: number }>(
      `select (select count(*) from outstanding_deliveries)::int + (select count(*) from in_flight_batches)::int as n`,
    )
    const n = result.rows[0]?.n as number
    if (n === 0) return
    if (n !== last) changedAt = performance.now()
    last = n
    await delay(100)
  }
}

export async function collectFacts(from: {
  database: pg.Pool
  receiver: Receiver
  publishers: Publisher[]
}): Promise<Facts> {
  const { database, receiver, publishers } = from
  const leftovers = await settledLeftovers(database)
  const events = await database.query<{ id: string }>('select id from events')
  return {
    accepted: publishers.flatMap((publisher) =>
      [...publisher.accepted.values()].map(({ eventId, tenant }) => ({
        eventId,
        subscriptionIds: tenant.subscriptions,
      })),
    ),
    eventIds: events.rows.map((row) => toId('event', row.id)),
    deliveries: await readDeliveries(database),
    outstanding: await readOutstanding(database),
    attempts: await readAttempts(database),
    requests: receiver.log(),
    leftovers,
    complaints: publishers.flatMap((publisher) => publisher.complaints),
  }
}

async function readDeliveries(database: pg.Pool): Promise<DeliveryFact[]> {
  const result = await database.query<{
    id: string
    event_id: string
    subscription_id: string
    status: DeliveryFact['status']
    attempts: number
    open_runs: number
  }>('select id, event_id, subscription_id, status, attempts, open_runs from deliveries')
  return result.rows.map((row) => ({
    id: toId('delivery', row.id),
    eventId: toId('event', row.event_id),
    subscriptionId: toId('subscription', row.subscription_id),
    status: row.status,
    attempts: row.attempts,
    openRuns: row.open_runs,
  }))
}

async function readAttempts(database: pg.Pool): Promise<AttemptFact[]> {
  const result = await database.query<{
    delivery_id: string
    subscription_id: string
    attempt: number
    started_ms: number
    duration_ms: number
    status_code: number | null
    error: string | null
    probe: boolean
    worker_id: string | null
  }>(
    `select delivery_id, subscription_id, attempt, extract(epoch from started_at)::float8 * 1000 as started_ms, duration_ms, status_code, error, probe, worker_id
       from attempts`,
  )
  return result.rows.map((row) => ({
    deliveryId: toId('delivery', row.delivery_id),
    subscriptionId: toId('subscription', row.subscription_id),
    attempt: row.attempt,
    startedAt: Math.round(row.started_ms),
    durationMs: row.duration_ms,
    statusCode: row.status_code,
    error: row.error,
    probe: row.probe,
    workerId: row.worker_id,
  }))
}

async function readOutstanding(database: pg.Pool): Promise<OutstandingFact[]> {
  const result = await database.query<{ delivery_id: string; overdue: number | null }>(
    `select o.delivery_id,
            case when s.status = 'active' and l.circuit = 'closed'
                 then nullif(greatest(0, extract(epoch from now() - greatest(o.due_at, l.held_until))), 0)::float8 end as overdue
       from outstanding_deliveries o
       join subscriptions s on s.id = o.subscription_id
       join lane_states l on l.subscription_id = s.id`,
  )
  return result.rows.map((row) => ({ deliveryId: toId('delivery', row.delivery_id), overdueSeconds: row.overdue }))
}

/** What nobody may hold on to once nothing is left to do. Each gets ten seconds to go. */
/** The journal of a read whose answer was lost is swept after 65 s at most; everything else goes at once. */
const leftoverPatienceMs = 75_000

async function settledLeftovers(database: pg.Pool): Promise<string[]> {
  const until = performance.now() + leftoverPatienceMs
  for (;;) {
    const leftovers = await readLeftovers(database)
    if (leftovers.length === 0 || performance.now() > until) return leftovers
    await delay(200)
  }
}

async function readLeftovers(database: pg.Pool): Promise<string[]> {
  const result = await database.query<{ locks: number; jobs: number; journals: number; dead: number; waiting: number }>(
    `select (${laneLocksSql}) as locks,
            (select count(*)::int from graphile_worker._private_jobs where locked_at is not null) as jobs,
            (select count(*)::int from in_flight_batches) as journals,
            (select count(*)::int from workers where seen_at < now() - interval '10 seconds') as dead,
            (select count(*)::int from outstanding_deliveries) as waiting`,
  )
  const row = result.rows[0]
  if (!row) return ['the database does not answer']
  const sentences: string[] = []
  // What still waits may be held by a lane for good reason.
  if (row.waiting === 0 && row.locks > 0) sentences.push(`${row.locks} lanes are still locked.`)
  if (row.jobs > 0) sentences.push(`${row.jobs} jobs are still locked.`)
  if (row.waiting === 0 && row.journals > 0) sentences.push(`${row.journals} journals of what was in flight are left.`)
  if (row.dead > 0) sentences.push(`${row.dead} dead workers were not buried.`)
  return sentences
}
