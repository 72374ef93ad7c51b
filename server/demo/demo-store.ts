import type pg from 'pg'
import { toId } from '../contract/ids.ts'
import type { AttemptRecord } from '../lanes/attempt-record.ts'
import { statsOf } from '../lanes/attempt-stats.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { seal } from '../platform/sealing.ts'
import type { LastFailureRow } from '../subscriptions/last-failure-store.ts'
import { secretBoundTo } from '../subscriptions/subscription-secret-store.ts'
import { type DemoHistory, type DemoSubscription, demoTenant } from './demo-history.ts'
import { randomOf } from './random.ts'

/** Rows of one statement: some megabytes of JSON. */
const chunk = 2_000

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** What an installation holds besides its own first tenant and catalogue: whoever has it must not find it among demo data. */
export async function countOwnData(): Promise<{ tenants: number; subscriptions: number; events: number }> {
  const { rows } = await database().pool.query<{ tenants: number; subscriptions: number; events: number }>(
    `select (select count(*)::int from tenants where uid is distinct from 'demo') as tenants,
            (select count(*)::int from subscriptions) as subscriptions,
            (select count(*)::int from (select from events limit 1000) e) as events`,
  )
  return rows[0] as { tenants: number; subscriptions: number; events: number }
}

/** Writes the whole history in one transaction: all of it is there, or nothing. */
export async function insertDemoHistory(history: DemoHistory, actor: Actor): Promise<void> {
  const client = await database().pool.connect()
  try {
    await client.query('begin')
    await makePartitions(client, history)
    await insertGround(client, history)
    await insertAuditEntries(client, history, actor)
    await insertEvents(client, history)
    for (const subscription of history.subscriptions) await insertLane(client, history.tenantId, subscription)
    await insertStats(
      client,
      history.subscriptions.flatMap(({ attempts }) => attempts),
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** As `ensure_partitions` makes them, for the days that are over. */
async function makePartitions(client: pg.ClientBase, { startsAt }: DemoHistory): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('create table if not exists %I partition of %I for values from (%L) to (%L)%s',
                   parent || '_' || to_char(day, 'YYYYMMDD'), parent, uuid_floor(day at time zone 'utc'),
                   uuid_floor((day + interval '1 day') at time zone 'utc'),
                   case parent when 'deliveries' then ' with (fillfactor = 75)' else '' end) as sql
       from unnest(array['events', 'deliveries', 'attempts']) parent,
            generate_series(date_trunc('day', $1::timestamptz at time zone 'utc'), now() at time zone 'utc', interval '1 day') day`,
    [iso(startsAt)],
  )
  for (const { sql } of rows) await client.query(sql)
}

async function insertRows(client: pg.ClientBase, table: string, rows: object[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).join(', ')
  for (let at = 0; at < rows.length; at += chunk) {
    await client.query(
      `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows.slice(at, at + chunk))],
    )
  }
}

const bytes = (body: Uint8Array): string => `\\x${Buffer.from(body).toString('hex')}`

async function insertGround(client: pg.ClientBase, { tenantId, startsAt, subscriptions }: DemoHistory): Promise<void> {
  const created = iso(startsAt)
  await insertRows(client, 'tenants', [
    {
      id: tenantId,
      ...demoTenant,
      subscriptions_version: 1,
      ip_allow: [],
      ip_deny: [],
      frame_ancestors: [],
      created_at: created,
      updated_at: created,
    },
  ])
  for (const { appId, config, receiver, createdAt, secrets, status, statusReason, statusChangedAt } of subscriptions) {
    await client.query(`insert into apps (id, tenant_id, name, created_at) values ($1, $2, $3, $4)`, [
      appId,
      tenantId,
      receiver.name,
      iso(createdAt - 60_000),
    ])
    await client.query(
      `insert into subscriptions (id, tenant_id, app_id, url, description, events, retry_schedule, status, status_reason,
                                  status_changed_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        config.subscriptionId,
        tenantId,
        appId,
        config.url,
        receiver.name,
        receiver.events,
        receiver.retry ?? null,
        status,
        statusReason,
        iso(statusChangedAt),
        iso(createdAt),
      ],
    )
    for (const secret of secrets) {
      await client.query(
        `insert into subscription_secrets (id, tenant_id, subscription_id, sealed, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [
          secret.id,
          tenantId,
          config.subscriptionId,
          seal(secret.secret, secretBoundTo(tenantId, secret.id)),
          iso(secret.createdAt),
          isoOrNull(secret.expiresAt),
        ],
      )
    }
    // At the end: every secret says that its subscription changed now.
    const changedAt = Math.max(createdAt, statusChangedAt, ...secrets.map((secret) => secret.createdAt))
    await client.query('update subscriptions set updated_at = $2 where id = $1', [
      config.subscriptionId,
      iso(changedAt),
    ])
  }
}

/** What was done to the subscriptions, at the time of the story and not of its telling. */
async function insertAuditEntries(
  client: pg.ClientBase,
  { tenantId, subscriptions }: DemoHistory,
  actor: Actor,
): Promise<void> {
  const told = subscriptions.flatMap(({ config, receiver, createdAt, secrets, status, statusChangedAt }) => {
    const entry = (action: string, ms: number, before: object | null, after: object | null) => ({
      id: randomOf(`${action} ${config.subscriptionId}`).uuid(ms),
      tenant_id: tenantId,
      actor_kind: actor.kind,
      actor_name: actor.name,
      action: `subscription.${action}`,
      target_kind: 'subscription',
      target_id: toId('subscription', config.subscriptionId),
      before,
      after,
      created_at: iso(ms),
    })
    return [
      entry('create', createdAt, null, { url: config.url, events: receiver.events }),
      ...secrets.slice(0, -1).map((secret) => entry('rotate_secret', secret.createdAt, null, null)),
      ...(status === 'paused' ? [entry('pause', statusChangedAt, { status: 'active' }, { status })] : []),
      ...(status === 'disabled' ? [entry('disable', statusChangedAt, { status: 'active' }, { status })] : []),
    ]
  })
  await insertRows(client, 'audit_entries', told)
}

async function insertEvents(client: pg.ClientBase, { tenantId, events }: DemoHistory): Promise<void> {
  await insertRows(
    client,
    'events',
    events.map((event) => ({
      id: event.id,
      tenant_id: tenantId,
      type: event.type,
      version: event.version,
      body: bytes(event.body),
      occurred_at: event.occurredAt,
      correlation_id: event.correlationId,
      idempotency_key: event.idempotencyKey,
      test: false,
      deliveries: event.deliveries,
      skipped: event.skipped.length === 0 ? null : event.skipped,
    })),
  )
}

/** What would have been told: that a circuit opened, over again where it closed, and that a subscription was disabled. */
function alertsOf(subscription: DemoSubscription, owner: object): Record<string, unknown>[] {
  const { config, circuit, status, statusReason, statusChangedAt } = subscription
  const alert = (kind: string, message: string | null, openedAt: number, resolvedAt: number | null, details = {}) => ({
    id: randomOf(`alert ${config.subscriptionId}`).uuid(openedAt),
    ...owner,
    kind,
    message,
    details,
    opened_at: iso(openedAt),
    resolved_at: isoOrNull(resolvedAt),
  })
  if (status === 'disabled') return [alert('subscription_disabled', statusReason, statusChangedAt, null)]
  const failing = (since: number) => `Failing since ${iso(since).replace('T', ' ').slice(0, 19)} UTC.`
  if (circuit.state !== 'closed' && circuit.openedAt !== null) {
    const held = ' Its deliveries wait and are sent when a probe succeeds.'
    return [alert('circuit_open', failing(circuit.failingSince ?? circuit.openedAt) + held, circuit.openedAt, null)]
  }
  const outage = outageOf(subscription)
  if (!outage) return []
  return [alert('circuit_open', failing(outage.since), outage.from, outage.to, { lastFailure: outage.lastFailure })]
}

interface DemoOutage {
  /** The first attempt that failed, Unix milliseconds. */
  since: number
  /** The last one before the first probe: the circuit opened. */
  from: number
  /** The success that ended it. */
  to: number
  lastFailure: LastFailureRow
}

/** An outage with probes that is over; null where there was none. */
function outageOf({ attempts }: DemoSubscription): DemoOutage | null {
  const probes = attempts
    .filter(({ outcome }) => outcome === 'probe')
    .toSorted((one, other) => one.startedAt - other.startedAt)
  const [first, last] = [probes.at(0), probes.at(-1)]
  if (!first || !last?.result?.error) return null
  const successes = attempts.filter(({ outcome, startedAt }) => outcome === 'succeeded' && startedAt > last.startedAt)
  const { statusCode: code, error } = last.result
  const before = attempts.filter(({ startedAt }) => startedAt < first.startedAt)
  const lastSuccess = Math.max(...before.filter(({ outcome }) => outcome === 'succeeded').map((each) => each.startedAt))
  const failed = before.filter(({ startedAt }) => startedAt > lastSuccess).map(({ startedAt }) => startedAt)
  return successes.length === 0
    ? null
    : {
        since: Math.min(...failed, first.startedAt),
        from: failed.length === 0 ? first.startedAt : Math.max(...failed),
        to: Math.min(...successes.map(({ startedAt }) => startedAt)),
        lastFailure: { delivery: last.delivery.deliveryId, attemptedAt: last.startedAt, code, error },
      }
}

async function insertLane(client: pg.ClientBase, tenantId: string, subscription: DemoSubscription): Promise<void> {
  const { appId, config, deliveries, circuit } = subscription
  const owner = { tenant_id: tenantId, subscription_id: config.subscriptionId }
  await insertRows(
    client,
    'deliveries',
    deliveries.map(({ id, event, status, attempts, last, dueAt }) => {
      const endedAt = last && last.startedAt + (last.result?.durationMs ?? 0)
      return {
        id,
        event_id: event.id,
        ...owner,
        app_id: appId,
        event_type: event.type,
        status,
        attempts,
        runs: 1,
        open_runs: dueAt === null ? 0 : 1,
        last_code: last?.result?.statusCode ?? null,
        last_error: last?.result?.error ?? null,
        last_attempt_at: isoOrNull(last?.startedAt ?? null),
        last_duration_ms: last?.result ? Math.round(last.result.durationMs) : null,
        next_attempt_at: isoOrNull(dueAt),
        completed_at: dueAt === null ? isoOrNull(endedAt) : null,
        test: false,
      }
    }),
  )
  await insertRows(
    client,
    'attempts',
    subscription.attempts.map((attempt) => attemptRow(attempt)),
  )
  await insertRows(
    client,
    'dead_letters',
    deliveries
      .filter(({ status }) => status === 'failed')
      .map(({ id, event, last }) => ({
        delivery_id: id,
        event_id: event.id,
        ...owner,
        app_id: appId,
        event_type: event.type,
        error: last?.result?.error ?? null,
        code: last?.result?.statusCode ?? null,
        cause: 'exhausted',
        absent: last?.absent ?? false,
        died_at: isoOrNull(last && last.startedAt + (last.result?.durationMs ?? 0)),
      })),
  )
  const isHeld = subscription.status !== 'active' || circuit.state !== 'closed'
  await client.query(
    `update lane_states
        set circuit = $2, circuit_opened_at = $3, next_probe_at = $4, probes = $5, consecutive_failures = $6,
            failed_deliveries = $7::uuid[], failing_since = $8, last_success_at = $9, held_since = $10
      where subscription_id = $1`,
    [
      config.subscriptionId,
      circuit.state,
      isoOrNull(circuit.openedAt),
      isoOrNull(circuit.nextProbeAt),
      circuit.probes,
      circuit.consecutiveFailures,
      [...circuit.failedDeliveries],
      isoOrNull(circuit.failingSince),
      isoOrNull(subscription.lastSuccessAt),
      isHeld
        ? iso(subscription.status === 'active' ? (circuit.openedAt as number) : subscription.statusChangedAt)
        : null,
    ],
  )
  await insertRows(
    client,
    'circuit_openings',
    subscription.openings.map(({ openedAt, closedAt }) => ({
      ...owner,
      opened_at: iso(openedAt),
      closed_at: iso(closedAt),
    })),
  )
  await insertRows(client, 'alerts', alertsOf(subscription, owner))
  await insertRows(
    client,
    'outstanding_deliveries',
    deliveries.flatMap(({ id, event, attempts, dueAt }) =>
      dueAt === null
        ? []
        : {
            delivery_id: id,
            run: 1,
            ...owner,
            event_id: event.id,
            priority: 0,
            due_at: iso(dueAt),
            attempt: attempts + 1,
            expires_at: iso(event.ms + 3 * 86_400_000),
            held_ms: 0,
            accepted_at: iso(event.ms),
          },
    ),
  )
}

function attemptRow({ id, delivery, startedAt, url, requestHeaders, result, outcome, nextDueAt }: AttemptRecord) {
  return {
    id,
    delivery_id: delivery.deliveryId,
    event_id: delivery.eventId,
    tenant_id: delivery.tenantId,
    subscription_id: delivery.subscriptionId,
    run: 1,
    attempt: delivery.attempt,
    started_at: iso(startedAt),
    url,
    status_code: result?.statusCode ?? null,
    error: result?.error ?? null,
    error_detail: result?.errorDetail ?? null,
    request_headers: requestHeaders,
    response_headers: result?.responseHeaders ?? null,
    response_body: result?.responseBody ? bytes(result.responseBody) : null,
    response_truncated: false,
    dns_ms: result?.dnsMs ?? null,
    connect_ms: result?.connectMs ?? null,
    tls_ms: result?.tlsMs ?? null,
    ttfb_ms: result?.ttfbMs ?? null,
    duration_ms: result?.durationMs ?? 0,
    remote_address: result?.remoteAddress ?? null,
    probe: outcome === 'probe',
    next_attempt_at: isoOrNull(nextDueAt),
  }
}

/** Counted from the attempts by what counts them when they are made. */
async function insertStats(client: pg.ClientBase, attempts: AttemptRecord[]): Promise<void> {
  const rows = statsOf(attempts).map(({ latency, first_delay, again, again_in_day, ...counts }) => ({
    ...counts,
    latency_histogram: numbersOf(latency),
    first_delay_histogram: numbersOf(first_delay),
  }))
  await insertRows(client, 'delivery_stats', rows)
}

/** Of an array as PostgreSQL writes it, `{1,2}`. */
const numbersOf = (array: string): number[] => JSON.parse(`[${array.slice(1, -1)}]`) as number[]
