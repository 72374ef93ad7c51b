-- Deliveries among `delivered` that arrived within 24 hours of their event's acceptance.
alter table delivery_stats add column delivered_in_day integer not null default 0;

-- Sums of delivery_stats over hours and days that are over, so that a month of a busy installation is a few rows to read.
create table delivery_stats_rollups (
  -- all, tenant, app or subscription: what the row adds up; scope_id says which one (zeros for all).
  level text not null,
  scope_id uuid not null,
  -- hour or day, of UTC.
  grain text not null,
  start timestamptz(0) not null,
  -- Empty: all types together.
  event_type text not null,
  tenant_id uuid,
  app_id uuid,
  attempts integer not null,
  succeeded integer not null,
  http_error integer not null,
  auth_rejected integer not null,
  timeout integer not null,
  connection_refused integer not null,
  connection_reset integer not null,
  dns_error integer not null,
  tls_error integer not null,
  blocked integer not null,
  redirect_refused integer not null,
  response_invalid integer not null,
  interrupted integer not null,
  delivered integer not null,
  dead integer not null,
  delivered_in_day integer not null,
  latency_histogram integer[] not null,
  first_delay_histogram integer[] not null,
  primary key (level, scope_id, grain, start, event_type)
);
create index delivery_stats_rollups_start_idx on delivery_stats_rollups (grain, start, level);

-- Which hours and days the rollups hold, empty ones included.
create table delivery_stats_periods (
  grain text not null,
  start timestamptz(0) not null,
  primary key (grain, start)
);

-- Hours that got a row after they were over: their rollup, if there is one, does not hold until it was made anew. Only
-- ever inserted into by writers, so that no two of them wait for each other.
create table delivery_stats_late (
  id bigint generated always as identity primary key,
  hour timestamptz(0) not null
);

-- The lock makes a late writer and the rollup of its hour take turns: either the rollup sees the row, or the writer's
-- mark comes after it. server/stats/rollup-store.ts takes the other side.
create function mark_late_stats() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1347636300, (extract(epoch from new.minute) / 3600)::integer);
  insert into delivery_stats_late (hour) values (date_trunc('hour', new.minute, 'UTC'));
  return null;
end $$;
-- Ten minutes: results are recorded within seconds. An hour is rolled up when it has been over for longer than that and
-- no transaction from before is left (server/stats/rollup-store.ts).
create trigger delivery_stats_late after insert or update on delivery_stats for each row
  when (new.minute < now() - interval '10 minutes') execute function mark_late_stats();
