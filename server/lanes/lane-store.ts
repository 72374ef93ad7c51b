import type { ClientBase } from 'pg'
import { database } from '../platform/database.ts'
import { plainArray } from '../platform/plain-array.ts'

/** Added to lane_no: lane locks live above everything that hashtext() makes. */
export const laneLockSpace = 2n ** 40n

/** NOTIFY channel that nudges the owner of a lane; the payload is the subscription's uuid. */
export const laneChannel = 'postrider_lane'
/** NOTIFY channel of accepted events for lanes that somebody owned at that moment: uuids of subscriptions, comma between. */
export const acceptedChannel = 'postrider_accepted'

/** What lane_states and subscriptions say of a lane when it is read. Times are Unix milliseconds, ids uuids. */
export interface LaneState {
  status: 'active' | 'paused' | 'disabled'
  deleted: boolean
  revision: string
  circuit: 'closed' | 'open' | 'half_open'
  openedAt: number | null
  nextProbeAt: number | null
  probes: number
  consecutiveFailures: number
  failedDeliveries: string[]
  failingSince: number | null
  heldUntil: number | null
  crashCount: number
}

/** One delivery that is due. */
export interface DueDelivery {
  deliveryId: string
  run: number
  /** Number of the attempt to make, 1-based within the run. */
  attempt: number
  eventId: string
  tenantId: string
  subscriptionId: string
  priority: number
  sequence: string | null
  batchId: string | null
  dueAt: number
  acceptedAt: number
  expired: boolean
  type: string
  correlationId: string | null
  traceparent: string | null
  body: Buffer
}

export interface LaneRead {
  state: LaneState
  rows: DueDelivery[]
}

export interface ReadRequest {
  subscriptionId: string
  /** Most live rows that can be sent now. */
  maxRows: number
  /** How many of them may be replays. */
  maxReplays: number
  /** False: the lane's circuit and hold are not known yet, the statement looks at lane_states itself. */
  stateKnown: boolean
  /** uuids of deliveries of this lane that are left out. */
  inFlight: string[]
}

/** Test sends a lane may make at once, whatever else holds it. */
const maxBypassRows = 4

export async function tryLocks(client: ClientBase, subscriptionIds: string[]): Promise<Set<string>> {
  const result = await client.query<{ id: string; locked: boolean }>({
    name: 'try-lane-locks',
    text: `select s.id, pg_try_advisory_lock($2::bigint + s.lane_no) as locked
             from unnest($1::uuid[]) w(id) join subscriptions s on s.id = w.id`,
    values: [subscriptionIds, laneLockSpace],
  })
  return new Set(result.rows.filter((row) => row.locked).map((row) => row.id))
}

/**
 * Sets the doorbell for what becomes due later, then unlocks. The doorbell has a job key: it replaces the lane's former one,
 * and only the owner sets it.
 */
export async function releaseLocks(client: ClientBase, subscriptionIds: string[]): Promise<void> {
  await client.query({
    name: 'release-lanes',
    text: `
with wanted as materialized (
  select s.id, s.lane_no, s.status, s.deleted_at, s.ordering, l.circuit, l.held_until, l.next_probe_at
    from unnest($1::uuid[]) w(id) join subscriptions s on s.id = w.id join lane_states l on l.subscription_id = s.id
), due as materialized (
  select w.id, w.lane_no,
         greatest(d.due_at, w.held_until, case when w.circuit <> 'closed' then w.next_probe_at end) as due_at
    from wanted w
    cross join lateral (
      select min(due_at) as due_at from (
        (select o.due_at from outstanding_deliveries o
          where o.subscription_id = w.id and o.priority = 0 and (w.ordering = 'none' or o.sequence is null)
          order by o.due_at limit 1)
        union all
        (select o.due_at from outstanding_deliveries o
          where o.subscription_id = w.id and o.priority = 1 and (w.ordering = 'none' or o.sequence is null)
          order by o.due_at limit 1)
        union all
        (select o.due_at from outstanding_deliveries o
          where w.ordering = 'fifo' and o.subscription_id = w.id and o.sequence is not null
          order by o.sequence limit 1)
        union all
        -- A probe that is due already waits for something to be one.
        (select w.next_probe_at where w.circuit <> 'closed' and w.next_probe_at > now())
      ) x
    ) d
   where w.status = 'active' and w.deleted_at is null
), rung as materialized (
  select count(*) from graphile_worker.add_jobs(array(
    select row('ring_lane', json_build_object('subscriptionId', id), null, due_at, 3, 'due:' || lane_no,
               null, null)::graphile_worker.job_spec
      from due where due_at > now()))
)
select pg_advisory_unlock($2::bigint + w.lane_no) from wanted w, rung`,
    values: [subscriptionIds, laneLockSpace],
  })
}

/** How long the lane `l` has been held in all, now included: what waits does not age meanwhile. */
export const heldMsSql = '(l.held_ms + coalesce(extract(epoch from now() - l.held_since) * 1000, 0)::bigint)'

const branch = (where: string, order: string, limit: string): string => `
    (select o.* from outstanding_deliveries o
      where o.subscription_id = w.subscription_id and ${where} and o.delivery_id <> all(w.in_flight)
      order by ${order} limit ${limit})`

const unordered = (priority: number): string =>
  `w.live and (w.ordering = 'none' or o.sequence is null) and o.priority = ${priority} and o.due_at <= now()`

/**
 * Reads what many lanes may send now, in order of (priority, due_at): first attempts and live retries before replays; for fifo
 * the lowest number whatever its due time. What is in flight is left out: each lane's own, because the comparison goes through
 * them for every row. What was read is written down in
 * in_flight_batches in the same statement, so that a survivor knows what was in flight when this process died.
 */
const readSql = `
with wanted as materialized (
  select w.no, w.subscription_id, w.max_rows, w.max_replays, s.status, s.deleted_at, s.revision, s.ordering, l.circuit,
         l.circuit_opened_at, l.next_probe_at, l.probes, l.consecutive_failures, l.failed_deliveries, l.failing_since,
         l.held_until, l.crash_count, ${heldMsSql} as held_ms,
         ($4::uuid[])[w.in_flight_from : w.in_flight_to] as in_flight,
         s.deleted_at is null and s.status = 'active' and (w.state_known or
           ((l.circuit = 'closed' or l.next_probe_at <= now()) and (l.held_until is null or l.held_until <= now()))) as live
    from unnest($1::uuid[], $2::int[], $3::boolean[], $7::int[], $8::int[], $9::int[]) with ordinality
           as w(subscription_id, max_rows, state_known, in_flight_from, in_flight_to, max_replays, no)
    join subscriptions s on s.id = w.subscription_id
    join lane_states l on l.subscription_id = s.id
), picked as materialized (
  select w.no, w.held_ms as lane_held_ms, d.*
    from wanted w
    cross join lateral (
      select *, true as reached from (${branch('w.deleted_at is null and o.priority = -1 and o.due_at <= now()', 'o.due_at, o.delivery_id', String(maxBypassRows))}) bypass
      union all
      select * from (
        select * from (
          select f.*, bool_and(f.due_at <= now()) over (order by f.sequence) as reached
            from (${branch(`w.live and w.ordering = 'fifo' and o.sequence is not null`, 'o.sequence', 'w.max_rows')}) f
        ) fifo where fifo.reached
        union all
        select *, true from (${branch(unordered(0), 'o.due_at, o.delivery_id', 'w.max_rows')}) live
        union all
        select *, true from (${branch(unordered(1), 'o.due_at, o.delivery_id', 'w.max_replays')}) replays
        order by priority, sequence nulls first, due_at, delivery_id limit w.max_rows
      ) waiting
    ) d
), journal as (
  insert into in_flight_batches (id, worker_id, delivery_ids, runs, attempts)
  select $5::uuid, $6::uuid, array_agg(delivery_id), array_agg(run), array_agg(attempt) from picked having count(*) > 0
)
select w.no::int, w.status, w.deleted_at is not null as deleted, w.revision, w.circuit,
       extract(epoch from w.circuit_opened_at)::float8 * 1000 as opened_at,
       extract(epoch from w.next_probe_at)::float8 * 1000 as next_probe_at, w.probes, w.consecutive_failures,
       w.failed_deliveries, extract(epoch from w.failing_since)::float8 * 1000 as failing_since,
       extract(epoch from w.held_until)::float8 * 1000 as held_until, w.crash_count,
       p.delivery_id, p.run, p.attempt, p.event_id, p.tenant_id, p.priority, p.sequence, p.batch_id,
       extract(epoch from p.due_at)::float8 * 1000 as due_at, extract(epoch from p.accepted_at)::float8 * 1000 as accepted_at,
       p.expires_at + make_interval(secs => (p.lane_held_ms - p.held_ms) / 1000.0) < now() as expired,
       e.type, e.correlation_id, e.traceparent, e.body
  from wanted w
  left join picked p on p.no = w.no
  left join events e on e.id = p.event_id
 order by w.no, p.priority, p.sequence nulls first, p.due_at, p.delivery_id`

interface ReadRow {
  no: number
  status: LaneState['status']
  deleted: boolean
  revision: string
  circuit: LaneState['circuit']
  opened_at: number | null
  next_probe_at: number | null
  probes: number
  consecutive_failures: number
  failed_deliveries: string[]
  failing_since: number | null
  held_until: number | null
  crash_count: number
  delivery_id: string | null
  run: number
  attempt: number
  event_id: string
  tenant_id: string
  priority: number
  sequence: string | null
  batch_id: string | null
  due_at: number
  accepted_at: number
  expired: boolean
  type: string
  correlation_id: string | null
  traceparent: string | null
  body: Buffer
}

/** One read for many lanes; the answer has null for a subscription that does not exist. `journalId`, `workerId`: uuids. */
export async function readDue(
  client: ClientBase,
  requests: ReadRequest[],
  journal: { id: string; workerId: string },
): Promise<(LaneRead | null)[]> {
  const ends: number[] = []
  for (const { inFlight } of requests) ends.push((ends.at(-1) ?? 0) + inFlight.length)
  const result = await client.query<ReadRow>({
    name: 'read-due',
    text: readSql,
    values: [
      plainArray(requests.map((request) => request.subscriptionId)),
      plainArray(requests.map((request) => request.maxRows)),
      plainArray(requests.map((request) => request.stateKnown)),
      plainArray(requests.flatMap((request) => request.inFlight)),
      journal.id,
      journal.workerId,
      // Subscripts of PostgreSQL begin with 1; from behind its end a slice is empty.
      plainArray(requests.map((request, index) => (ends[index] as number) - request.inFlight.length + 1)),
      plainArray(ends),
      plainArray(requests.map((request) => request.maxReplays)),
    ],
  })
  const reads: (LaneRead | null)[] = requests.map(() => null)
  for (const row of result.rows) {
    const read = reads[row.no - 1] ?? { state: toState(row), rows: [] }
    reads[row.no - 1] = read
    if (row.delivery_id !== null) read.rows.push(toDue(row, (requests[row.no - 1] as ReadRequest).subscriptionId))
  }
  return reads
}

function toState(row: ReadRow): LaneState {
  return {
    status: row.status,
    deleted: row.deleted,
    revision: row.revision,
    circuit: row.circuit,
    openedAt: row.opened_at,
    nextProbeAt: row.next_probe_at,
    probes: row.probes,
    consecutiveFailures: row.consecutive_failures,
    failedDeliveries: row.failed_deliveries,
    failingSince: row.failing_since,
    heldUntil: row.held_until,
    crashCount: row.crash_count,
  }
}

function toDue(row: ReadRow, subscriptionId: string): DueDelivery {
  return {
    deliveryId: row.delivery_id as string,
    run: row.run,
    attempt: row.attempt,
    eventId: row.event_id,
    tenantId: row.tenant_id,
    subscriptionId,
    priority: row.priority,
    sequence: row.sequence,
    batchId: row.batch_id,
    dueAt: row.due_at,
    acceptedAt: row.accepted_at,
    expired: row.expired,
    type: row.type,
    correlationId: row.correlation_id,
    traceparent: row.traceparent,
    body: row.body,
  }
}

/** The last read of a lane that was unlocked: which of these have something to send now. */
export async function lanesWithDue(client: ClientBase, subscriptionIds: string[]): Promise<Set<string>> {
  const result = await client.query<{ id: string }>({
    name: 'lanes-with-due',
    text: `
select s.id from unnest($1::uuid[]) w(id) join subscriptions s on s.id = w.id join lane_states l on l.subscription_id = s.id
 where s.deleted_at is null and (
   exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = -1 and o.due_at <= now())
   or (s.status = 'active' and (l.circuit = 'closed' or l.next_probe_at <= now())
       and (l.held_until is null or l.held_until <= now())
       and (exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = 0 and o.due_at <= now()
                       and (s.ordering = 'none' or o.sequence is null))
            or exists (select from outstanding_deliveries o where o.subscription_id = s.id and o.priority = 1
                          and o.due_at <= now() and (s.ordering = 'none' or o.sequence is null))
            or (s.ordering = 'fifo' and (select o.due_at from outstanding_deliveries o where o.subscription_id = s.id
                                            and o.sequence is not null order by o.sequence limit 1) <= now()))))`,
    values: [subscriptionIds],
  })
  return new Set(result.rows.map((row) => row.id))
}

export async function notifyOwners(client: ClientBase, subscriptionIds: string[]): Promise<void> {
  await client.query({
    name: 'notify-owners',
    text: `select pg_notify($2, id::text) from unnest($1::uuid[]) w(id)`,
    values: [subscriptionIds, laneChannel],
  })
}

/** PostgreSQL's lock table is shared by everything that locks: lanes may take half of it. */
export async function readLaneCapacity(): Promise<number> {
  const result = await database().pool.query<{ capacity: number }>(
    `select (current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int / 2)::int as capacity`,
  )
  return result.rows[0]?.capacity ?? 1_000
}
