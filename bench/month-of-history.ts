import type pg from 'pg'
import { histogramOf } from '../server/stats/latency-histogram.ts'

export const historyDays = 30
const tenants = 50
const subscriptionsEach = 2
const deliveriesEach = subscriptionsEach
/** Statistics by the minute for so long, every ten minutes before: as many rows as 100 busy subscriptions leave in days. */
const busyDays = 3

/**
 * Writes what an installation of 50 tenants with two subscriptions each would hold after 30 days: `deliveries` with their events
 * and attempts, 2 % dead, 1 % waiting, the statistics of 100 subscriptions that are never idle, and an alert of each every day.
 */
export async function fillMonth(database: pg.Client, deliveries: number): Promise<void> {
  await database.query('set synchronous_commit = off')
  await makePartitions(database)
  await makeOwners(database)
  await fillDeliveries(database, deliveries)
  await fillStatistics(database)
  await fillAlerts(database)
  await database.query('vacuum analyze')
}

/** uuids of the tenants that `fillMonth` made. */
export async function monthTenants(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(`select id from tenants where uid like 'month-%' order by id`)
  return rows.map((row) => row.id)
}

/** The product makes them ahead; a month that was never lived through has none. */
async function makePartitions(database: pg.Client): Promise<void> {
  await database.query(`
do $$
declare
  parent text; day date;
begin
  foreach parent in array array['events', 'deliveries', 'attempts'] loop
    for back in 2 .. ${historyDays + 1} loop
      day := (now() at time zone 'utc')::date - back;
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        parent || '_' || to_char(day, 'YYYYMMDD'), parent,
        uuid_floor(day::timestamp at time zone 'utc'), uuid_floor((day + 1)::timestamp at time zone 'utc'));
    end loop;
  end loop;
end $$`)
}

async function makeOwners(database: pg.Client): Promise<void> {
  await database.query(
    `insert into tenants (id, uid, name) select ${uuidAt('n', "'tenant'", 'now()')}, 'month-' || n, 'Tenant ' || n
       from generate_series(1, ${tenants}) n`,
  )
  await database.query(
    `insert into subscriptions (id, tenant_id, url, events)
     select ${uuidAt('t.id::text || n', "'subscription'", 'now()')}, t.id, 'https://receiver-' || n || '.example.com/' || t.uid, '{*}'
       from tenants t, generate_series(1, ${subscriptionsEach}) n where t.uid like 'month-%'`,
  )
}

/** Hash of `key` and `salt` with the time of `at`. */
const uuidAt = (key: string, salt: string, at: string): string =>
  `overlay(md5(${salt} || ${key})::uuid::text placing left(uuid_floor(${at})::text, 15) from 1 for 15)::uuid`

async function fillDeliveries(database: pg.Client, count: number): Promise<void> {
  const events = Math.ceil(count / deliveriesEach)
  const chunk = 100_000
  for (let from = 0; from < events; from += chunk) {
    await database.query(
      `
with owners as materialized (
  select array_agg(id order by id) as tenants from tenants where uid like 'month-%'
), past as materialized (
  select n, at, owners.tenants[1 + n % ${tenants}] as tenant_id, ${uuidAt('n::text', "'event'", 'at')} as event_id,
         (array['memory.created','memory.updated','tag.added','event.detected','import.completed'])[1 + (n / ${tenants}) % 5] as type
    from owners, generate_series($1::bigint, $2::bigint - 1) n,
         lateral (select now() - interval '${historyDays} days' * (1 - n::float8 / $3) - interval '1 second' as at) as moment
), e as (
  insert into events (id, tenant_id, type, version, body, occurred_at, correlation_id, deliveries)
  select event_id, tenant_id, type, '1', convert_to(repeat('A walk along the river. ', 12), 'utf8'), at, 'c-' || n, ${deliveriesEach} from past
), all_deliveries as materialized (
  select past.*, s.id as subscription_id, s.url, ${uuidAt('n::text || s.id', "'delivery'", 'at')} as id,
         case (n / (5 * ${tenants})) % 100 when 0 then 'failed' when 1 then 'failed' when 2 then 'retrying' when 3 then 'cancelled'
              else 'succeeded' end as status
    from past join subscriptions s on s.tenant_id = past.tenant_id
), d as (
  insert into deliveries (id, event_id, tenant_id, subscription_id, event_type, status, attempts, open_runs, last_code, last_error,
                          last_attempt_at, last_duration_ms, next_attempt_at, completed_at)
  select id, event_id, tenant_id, subscription_id, type, status, 1, case status when 'retrying' then 1 else 0 end,
         case when status in ('failed', 'retrying') then case when n % 3 = 0 then 500 end else 200 end,
         case when status in ('failed', 'retrying') then case when n % 3 = 0 then 'http_error' else 'timeout' end end,
         at, 40, case status when 'retrying' then now() + interval '1 hour' end, case status when 'succeeded' then at end
    from all_deliveries
), o as (
  insert into outstanding_deliveries (delivery_id, run, subscription_id, tenant_id, event_id, due_at, expires_at, accepted_at)
  select id, 1, subscription_id, tenant_id, event_id, now() + interval '1 hour', now() + interval '3 days', at
    from all_deliveries where status = 'retrying'
), l as (
  insert into dead_letters (delivery_id, event_id, tenant_id, subscription_id, event_type, error, code, cause, absent, died_at)
  select id, event_id, tenant_id, subscription_id, type, case when n % 3 = 0 then 'http_error' else 'timeout' end,
         case when n % 3 = 0 then 500 end, 'exhausted', true, at
    from all_deliveries where status = 'failed'
)
insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, status_code, error,
                      request_headers, response_headers, response_body, duration_ms)
select ${uuidAt('n::text || subscription_id', "'attempt'", 'at')}, id, event_id, tenant_id, subscription_id, 1, 1, at, url,
       case when status in ('failed', 'retrying') and n % 3 <> 0 then null when status in ('failed', 'retrying') then 500 else 200 end,
       case when status in ('failed', 'retrying') then case when n % 3 = 0 then 'http_error' else 'timeout' end end,
       '{"content-type":"application/json"}', '{"content-length":"2"}', 'ok', 40
  from all_deliveries`,
      [from, Math.min(events, from + chunk), events],
    )
  }
}

async function fillStatistics(database: pg.Client): Promise<void> {
  // Some answer in 5 ms, some in two seconds: histograms as long and as full as real ones.
  const shapes = Array.from({ length: 8 }, (_, shape) =>
    histogramOf(Array.from({ length: 40 }, (_, n) => 5 * 1.16 ** (n + shape / 3))),
  )
  await database.query(
    `
insert into delivery_stats (subscription_id, minute, event_type, tenant_id, attempts, succeeded, http_error, timeout, delivered,
                            delivered_in_day, dead, latency_histogram, first_delay_histogram)
select s.id, minute, 'memory.created', s.tenant_id, 40, 38, 1, 1, 38, 38, 1,
       ($1::text[])[1 + (extract(epoch from minute)::bigint / 60 + s.lane_no) % 8]::int[], '{0,1,3,9,20,7}'
  from subscriptions s,
       (select generate_series(now_minute - interval '${busyDays} days', now_minute, interval '1 minute') as minute
          from (select date_trunc('minute', now()) as now_minute) a
        union all
        select generate_series(now_minute - interval '${historyDays} days', now_minute - interval '${busyDays} days 1 minute', interval '10 minutes')
          from (select date_trunc('hour', now()) as now_minute) b) minutes`,
    [shapes.map((shape) => `{${shape.join(',')}}`)],
  )
}

async function fillAlerts(database: pg.Client): Promise<void> {
  await database.query(
    `insert into alerts (id, tenant_id, subscription_id, kind, message, opened_at, resolved_at)
     select ${uuidAt('s.id::text || day', "'alert'", 'at')}, s.tenant_id, s.id, 'circuit_open', 'The circuit opened.', at,
            case when day > 0 then at + interval '1 hour' end
       from subscriptions s, generate_series(0, ${historyDays - 1}) day, lateral (select now() - interval '1 day' * day as at) moment`,
  )
}
