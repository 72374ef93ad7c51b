import { database } from '../platform/database.ts'
import { type Plain, plainArray } from '../platform/plain-array.ts'
import type { AttemptRecord, LaneUpdate } from './attempt-record.ts'
import { statsOf } from './attempt-stats.ts'

/**
 * One statement for the results of many lanes. The fence is the outstanding row (delivery, run, attempt): a cancel, a delete or
 * another owner that came first leaves nothing to update, and nothing comes back to life. Attempts are always inserted; the
 * statistics count only when they were, so that a repeated write counts once.
 */
const recordSql = `
with r as materialized (
  select * from unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::smallint[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
                       $10::uuid[], $11::float8[], $12::text[], $13::smallint[], $14::text[], $15::text[], $16::json[],
                       $17::json[], $18::int[], $19::int[], $20::boolean[], $21::real[], $22::real[], $23::real[],
                       $24::real[], $25::real[], $26::text[], $27::text[], $28::float8[], $29::boolean[])
    as r(id, delivery_id, run, attempt, event_id, tenant_id, subscription_id, batch_id, worker_id, started_ms, url,
         status_code, error, error_detail, request_headers, response_headers, response_from, response_bytes,
         response_truncated, dns_ms, connect_ms, tls_ms, ttfb_ms, duration_ms, remote_address, outcome, next_due_ms, absent)
), attempt_rows as (
  insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, batch_id, worker_id, started_at,
                        url, status_code, error, error_detail, request_headers, response_headers, response_body,
                        response_truncated, dns_ms, connect_ms, tls_ms, ttfb_ms, duration_ms, remote_address, probe,
                        next_attempt_at)
  select id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, batch_id, worker_id,
         to_timestamp(started_ms / 1000), url, status_code, error, error_detail, request_headers, response_headers,
         case when response_bytes >= 0 then substring($1::bytea from response_from + 1 for response_bytes) end,
         response_truncated, dns_ms, connect_ms, tls_ms, ttfb_ms, duration_ms, remote_address, outcome = 'probe',
         to_timestamp(next_due_ms / 1000)
    from r where outcome <> 'expired'
  on conflict do nothing
  returning id
), succeeded as (
  -- any(array(...)) and not a join: whatever the planner believes of the size of this table, it looks rows up by their key.
  delete from outstanding_deliveries o
   where o.delivery_id = any(array(select delivery_id from r where outcome = 'succeeded'))
), ended as (
  delete from outstanding_deliveries o using r
   where o.delivery_id = any(array(select delivery_id from r where outcome in ('dead', 'expired')))
     and o.delivery_id = r.delivery_id and o.run = r.run and o.attempt = r.attempt
  returning o.delivery_id
), retried as (
  update outstanding_deliveries o
     set due_at = to_timestamp(r.next_due_ms / 1000), attempt = o.attempt + 1, batch_id = r.batch_id
    from r
   where o.delivery_id = any(array(select delivery_id from r where outcome = 'retry'))
     and o.delivery_id = r.delivery_id and o.run = r.run and o.attempt = r.attempt
  returning o.delivery_id
), delivery_rows as (
  update deliveries d
     set status = case
           when r.outcome = 'succeeded' then 'succeeded'
           when e.delivery_id is not null and d.open_runs <= 1 and d.status in ('pending', 'retrying') then 'failed'
           when t.delivery_id is not null and d.status = 'pending' then 'retrying'
           else d.status end,
         open_runs = case when r.outcome = 'succeeded' then 0
                          when e.delivery_id is not null then greatest(d.open_runs - 1, 0) else d.open_runs end,
         attempts = d.attempts + case when r.outcome in ('expired', 'probe') or n.id is null then 0 else 1 end,
         last_code = case when r.outcome = 'expired' then d.last_code else r.status_code end,
         last_error = case when r.outcome = 'expired' then d.last_error else r.error end,
         last_attempt_at = case when r.outcome = 'expired' then d.last_attempt_at else to_timestamp(r.started_ms / 1000) end,
         last_duration_ms = case when r.outcome = 'expired' then d.last_duration_ms else r.duration_ms::int end,
         next_attempt_at = case when t.delivery_id is not null then to_timestamp(r.next_due_ms / 1000)
                                when r.outcome in ('probe', 'interrupted') then d.next_attempt_at end,
         completed_at = case when r.outcome = 'succeeded' then now()
                             when e.delivery_id is not null and d.open_runs <= 1 and d.status in ('pending', 'retrying') then now()
                             else d.completed_at end,
         cancel_reason = case when r.outcome <> 'succeeded' then d.cancel_reason end
    from r
    left join ended e on e.delivery_id = r.delivery_id
    left join retried t on t.delivery_id = r.delivery_id
    left join attempt_rows n on n.id = r.id
   where d.id = r.delivery_id
  returning d.id, d.status, d.app_id, d.event_type, d.test, d.last_error, d.last_code
), dead as (
  insert into dead_letters (delivery_id, event_id, tenant_id, app_id, subscription_id, event_type, error, code, cause, absent)
  select r.delivery_id, r.event_id, r.tenant_id, d.app_id, r.subscription_id, d.event_type, d.last_error, d.last_code,
         case r.outcome when 'expired' then 'expired' else 'exhausted' end, r.absent
    from ended e
    join r on r.delivery_id = e.delivery_id
    join delivery_rows d on d.id = e.delivery_id and d.status = 'failed' and not d.test
  on conflict (delivery_id) do update set error = excluded.error, code = excluded.code, cause = excluded.cause,
                                          absent = excluded.absent, died_at = now()
), risen as (
  delete from dead_letters x
   where x.delivery_id = any(array(select delivery_id from r where outcome = 'succeeded'))
), journal as (
  delete from in_flight_batches where id = any($30::uuid[])
), lanes as (
  update lane_states l
     set circuit = u.circuit, circuit_opened_at = to_timestamp(u.opened_ms / 1000),
         next_probe_at = to_timestamp(u.next_probe_ms / 1000), probes = u.probes,
         consecutive_failures = u.consecutive_failures, failed_deliveries = u.failed_deliveries::uuid[],
         failing_since = to_timestamp(u.failing_ms / 1000), held_until = to_timestamp(u.held_ms / 1000),
         last_success_at = coalesce(to_timestamp(u.succeeded_ms / 1000), l.last_success_at), crash_count = least(l.crash_count, u.crash_count),
         held_since = case when u.circuit = 'closed' and u.active then null
                           when u.circuit = 'closed' then l.held_since else coalesce(l.held_since, now()) end,
         held_ms = l.held_ms + case when u.circuit = 'closed' and u.active and l.held_since is not null
                                    then (extract(epoch from now() - l.held_since) * 1000)::bigint else 0 end,
         updated_at = now()
    from (select v.*, s.status = 'active' as active from unnest($31::uuid[], $32::text[], $33::float8[], $34::float8[], $35::int[], $36::int[], $37::text[], $38::float8[],
                $39::float8[], $40::float8[], $41::int[])
         as v(subscription_id, circuit, opened_ms, next_probe_ms, probes, consecutive_failures, failed_deliveries, failing_ms,
              held_ms, succeeded_ms, crash_count) join subscriptions s on s.id = v.subscription_id) u
   where l.subscription_id = u.subscription_id
), arrived_before as materialized (
  -- As the statement found them: a delivery counts as delivered once, however often it is sent again.
  select d.id from deliveries d
   where d.id = any(array(select delivery_id from r where outcome = 'succeeded' and run > 1)) and d.status = 'succeeded'
), stats as (
  insert into delivery_stats as s (subscription_id, minute, event_type, tenant_id, app_id, attempts, succeeded, failed_probes,
                                   http_error, auth_rejected, timeout, connection_refused, connection_reset, dns_error, tls_error, blocked,
                                   redirect_refused, response_invalid, interrupted, delivered, dead, delivered_in_day, latency_histogram,
                                   first_delay_histogram)
  select n.subscription_id, n.minute, n.event_type, n.tenant_id, n.app_id, n.attempts, n.succeeded, n.failed_probes,
         n.http_error, n.auth_rejected, n.timeout, n.connection_refused, n.connection_reset, n.dns_error, n.tls_error, n.blocked,
         n.redirect_refused, n.response_invalid, n.interrupted,
         n.delivered - (select count(*) from unnest(n.again) a(id) where a.id in (select id from arrived_before)), n.dead,
         n.delivered_in_day - (select count(*) from unnest(n.again_in_day) a(id) where a.id in (select id from arrived_before)),
         n.latency::int[], n.first_delay::int[]
    from json_to_recordset($42::json) as n(
           subscription_id uuid, minute timestamptz, event_type text, tenant_id uuid, app_id uuid, attempts int, succeeded int,
           failed_probes int, http_error int, auth_rejected int, timeout int, connection_refused int, connection_reset int, dns_error int,
           tls_error int, blocked int, redirect_refused int, response_invalid int, interrupted int, delivered int, dead int,
           delivered_in_day int, again uuid[], again_in_day uuid[], latency text, first_delay text)
   where exists (select from attempt_rows)
   order by n.subscription_id, n.minute, n.event_type
  on conflict (subscription_id, minute, event_type) do update set
    attempts = s.attempts + excluded.attempts, succeeded = s.succeeded + excluded.succeeded,
    failed_probes = s.failed_probes + excluded.failed_probes,
    http_error = s.http_error + excluded.http_error, auth_rejected = s.auth_rejected + excluded.auth_rejected,
    timeout = s.timeout + excluded.timeout, connection_refused = s.connection_refused + excluded.connection_refused,
    connection_reset = s.connection_reset + excluded.connection_reset, dns_error = s.dns_error + excluded.dns_error,
    tls_error = s.tls_error + excluded.tls_error, blocked = s.blocked + excluded.blocked,
    redirect_refused = s.redirect_refused + excluded.redirect_refused,
    response_invalid = s.response_invalid + excluded.response_invalid, interrupted = s.interrupted + excluded.interrupted,
    delivered = s.delivered + excluded.delivered, dead = s.dead + excluded.dead,
    delivered_in_day = s.delivered_in_day + excluded.delivered_in_day,
    latency_histogram = histogram_add(s.latency_histogram, excluded.latency_histogram),
    first_delay_histogram = histogram_add(s.first_delay_histogram, excluded.first_delay_histogram)
)
select count(*) from attempt_rows`

/**
 * Records a batch in one transaction: all of it or nothing. `journalIds`: reads of which every member is recorded with it.
 * Repeating the very same batch after an unknown outcome is safe.
 */
export async function recordAttempts(records: AttemptRecord[], journalIds: string[]): Promise<void> {
  const column = <Value>(value: (record: AttemptRecord) => Value): Value[] => records.map(value)
  const plain = (value: (record: AttemptRecord) => Plain): string => plainArray(records.map(value))
  const bodies: Buffer[] = []
  const from: number[] = []
  let bytes = 0
  for (const { result } of records) {
    from.push(bytes)
    if (result?.responseBody) {
      bodies.push(result.responseBody)
      bytes += result.responseBody.length
    }
  }
  const lanes = latestLaneUpdates(records)
  const plainLane = (value: (update: LaneUpdate) => Plain): string => plainArray(lanes.map(value))
  await database().hot.query({
    name: 'record-attempts',
    text: recordSql,
    values: [
      Buffer.concat(bodies, bytes),
      plain((record) => record.id),
      plain((record) => record.delivery.deliveryId),
      plain((record) => record.delivery.run),
      plain((record) => record.delivery.attempt),
      plain((record) => record.delivery.eventId),
      plain((record) => record.delivery.tenantId),
      plain((record) => record.delivery.subscriptionId),
      plain((record) => record.batchId),
      plain((record) => record.workerId),
      plain((record) => record.startedAt),
      column((record) => record.url),
      plain((record) => record.result?.statusCode ?? null),
      plain((record) => record.result?.error ?? null),
      column((record) => record.result?.errorDetail ?? null),
      column((record) => JSON.stringify(record.requestHeaders)),
      column((record) => (record.result?.responseHeaders ? JSON.stringify(record.result.responseHeaders) : null)),
      plainArray(from),
      plain((record) => record.result?.responseBody?.length ?? -1),
      plain((record) => record.result?.responseTruncated ?? false),
      plain((record) => record.result?.dnsMs ?? null),
      plain((record) => record.result?.connectMs ?? null),
      plain((record) => record.result?.tlsMs ?? null),
      plain((record) => record.result?.ttfbMs ?? null),
      plain((record) => record.result?.durationMs ?? 0),
      column((record) => record.result?.remoteAddress ?? null),
      plain((record) => record.outcome),
      plain((record) => record.nextDueAt),
      plain((record) => record.absent),
      plainArray(journalIds),
      plainLane((update) => update.subscriptionId),
      plainLane((update) => update.circuit),
      plainLane((update) => update.openedAt),
      plainLane((update) => update.nextProbeAt),
      plainLane((update) => update.probes),
      plainLane((update) => update.consecutiveFailures),
      lanes.map((update) => plainArray(update.failedDeliveries)),
      plainLane((update) => update.failingSince),
      plainLane((update) => update.heldUntil),
      plainLane((update) => update.succeededAt),
      plainLane((update) => update.crashCount),
      JSON.stringify(statsOf(records)),
    ],
  })
}

/** Records of one lane are in the order they were made: the last update holds. Sorted, since the rows are locked. */
function latestLaneUpdates(records: AttemptRecord[]): LaneUpdate[] {
  const latest = new Map<string, LaneUpdate>()
  for (const { laneUpdate } of records) {
    if (!laneUpdate) continue
    const former = latest.get(laneUpdate.subscriptionId)
    latest.set(laneUpdate.subscriptionId, {
      ...laneUpdate,
      succeededAt: laneUpdate.succeededAt ?? former?.succeededAt ?? null,
    })
  }
  return [...latest.values()].sort((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1))
}
