-- Words: design of the data model in docs/data-model.md. Ids are UUIDv7 unless said otherwise.
-- Three tables grow with traffic (events, deliveries, attempts): they are partitioned by range on their
-- time-ordered id, so that a lookup by id prunes and retention drops whole partitions. Nothing references them.

-- People and tenants ---------------------------------------------------------------------------------------------

create table tenants (
  id uuid primary key,
  uid text,
  name text not null,
  -- Bumped by trigger on every change of the tenant's subscriptions: the accept statement compares it with the
  -- version its matching was computed from, so that matching is exact in every process.
  subscriptions_version bigint not null default 0,
  publish_rate_per_second integer,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
create unique index tenants_uid_key on tenants (uid) where deleted_at is null;

create table apps (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  uid text,
  name text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  unique (tenant_id, id)
);
create unique index apps_tenant_uid_key on apps (tenant_id, uid) where deleted_at is null;

create table api_keys (
  id uuid primary key,
  tenant_id uuid references tenants (id),
  app_id uuid,
  name text not null,
  secret_hash bytea not null,
  -- The last characters of the key, so that a person can tell keys apart.
  hint text not null,
  scopes text[] not null,
  expires_at timestamptz(3),
  allowed_ips text[] not null default '{}',
  require_signature boolean not null default false,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  foreign key (tenant_id, app_id) references apps (tenant_id, id)
);
create index api_keys_tenant_id_idx on api_keys (tenant_id, id);

create table users (
  id uuid primary key,
  email text not null unique,
  name text not null,
  password_hash text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  disabled_at timestamptz(3)
);

-- tenant_id null: a membership of the whole installation (operators).
create table memberships (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  tenant_id uuid references tenants (id),
  role text not null check (role in ('owner', 'admin', 'developer', 'viewer')),
  created_at timestamptz(3) not null default now(),
  unique nulls not distinct (user_id, tenant_id)
);

create table sign_in_links (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table portal_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  ip text,
  user_agent text
);
create index portal_sessions_user_id_idx on portal_sessions (user_id);

create table audit_entries (
  id uuid primary key,
  tenant_id uuid,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  action text not null,
  target_kind text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  ip text,
  request_id text,
  created_at timestamptz(3) not null default now()
);
create index audit_entries_tenant_id_idx on audit_entries (tenant_id, id);
create index audit_entries_target_idx on audit_entries (target_kind, target_id, id);

-- Catalogue ------------------------------------------------------------------------------------------------------

create table event_types (
  id uuid primary key,
  name text not null,
  version text not null,
  description text not null default '',
  "group" text not null default '',
  -- JSON Schema 2020-12 and example as text: key order and numbers stay as written.
  schema text,
  example text,
  validation text not null default 'off' check (validation in ('off', 'warn', 'enforce')),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (name, version)
);

-- One row. catalogue_version is bumped by trigger on every change of event_types.
create table instance (
  id smallint primary key default 1 check (id = 1),
  catalogue_version bigint not null default 0,
  created_at timestamptz(3) not null default now()
);
insert into instance default values;

-- Subscriptions --------------------------------------------------------------------------------------------------

create table subscriptions (
  id uuid primary key,
  -- Key of the lane's advisory lock.
  lane_no bigint generated always as identity unique,
  tenant_id uuid not null references tenants (id),
  app_id uuid,
  url text not null,
  description text not null default '',
  events text[] not null,
  filter jsonb,
  headers jsonb not null default '{}',
  timeout_ms integer not null default 15000,
  -- Seconds before each retry; null means the default schedule.
  retry_schedule integer[],
  retry_jitter real not null default 0.2,
  rate_per_second integer,
  concurrency integer not null default 32,
  mode text not null default 'single' check (mode in ('single', 'batch')),
  batch_max_events integer not null default 100,
  batch_max_wait_ms integer not null default 1000,
  ordering text not null default 'none' check (ordering in ('none', 'fifo')),
  ip_allow text[] not null default '{}',
  ip_deny text[] not null default '{}',
  metadata jsonb not null default '{}',
  auto_redeliver boolean not null default true,
  status text not null default 'active' check (status in ('active', 'paused', 'disabled')),
  status_reason text,
  status_changed_at timestamptz(3) not null default now(),
  -- Bumped by trigger on every change, secrets included: a 410 disables only the revision it was sent with.
  revision bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  unique (tenant_id, id),
  foreign key (tenant_id, app_id) references apps (tenant_id, id)
);
create index subscriptions_tenant_id_idx on subscriptions (tenant_id, id) where deleted_at is null;

create table subscription_secrets (
  id uuid primary key,
  tenant_id uuid not null,
  subscription_id uuid not null,
  -- Sealed: see server/platform/sealing.ts.
  sealed bytea not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, id) on delete cascade
);
create index subscription_secrets_subscription_idx on subscription_secrets (subscription_id, created_at);

create table lane_states (
  subscription_id uuid primary key references subscriptions (id) on delete cascade,
  circuit text not null default 'closed' check (circuit in ('closed', 'open', 'half_open')),
  circuit_opened_at timestamptz(3),
  next_probe_at timestamptz(3),
  probes integer not null default 0,
  consecutive_failures integer not null default 0,
  -- Deliveries among them, at most five: the circuit does not open on one poison delivery.
  failed_deliveries uuid[] not null default '{}',
  failing_since timestamptz(3),
  last_success_at timestamptz(3),
  -- Set by Retry-After on 429 and 503: nothing is sent to this subscription before.
  held_until timestamptz(3),
  next_sequence bigint not null default 1,
  crash_count integer not null default 0,
  -- How long the lane has been held in all (paused, disabled, circuit open), and since when it is held now: the
  -- time-to-live of what waits stands still meanwhile.
  held_ms bigint not null default 0,
  held_since timestamptz(3),
  updated_at timestamptz(3) not null default now()
) with (fillfactor = 70);

create function bump_subscription_revision() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger subscriptions_revision before update on subscriptions
  for each row execute function bump_subscription_revision();

create function bump_subscriptions_version() returns trigger language plpgsql as $$
begin
  update tenants set subscriptions_version = subscriptions_version + 1
   where id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end $$;
create trigger subscriptions_version after insert or update or delete on subscriptions
  for each row execute function bump_subscriptions_version();

create function bump_revision_of_secret() returns trigger language plpgsql as $$
begin
  update subscriptions set updated_at = now() where id = coalesce(new.subscription_id, old.subscription_id);
  return null;
end $$;
create trigger subscription_secrets_revision after insert or update or delete on subscription_secrets
  for each row execute function bump_revision_of_secret();

create function ensure_lane_state() returns trigger language plpgsql as $$
begin
  insert into lane_states (subscription_id) values (new.id) on conflict do nothing;
  return null;
end $$;
create trigger subscriptions_lane_state after insert on subscriptions
  for each row execute function ensure_lane_state();

-- Whoever cached the tenant under its uid, or a tenant that is deleted now, must look again.
create function bump_version_of_renamed_tenant() returns trigger language plpgsql as $$
begin
  new.subscriptions_version := old.subscriptions_version + 1;
  return new;
end $$;
create trigger tenants_renamed before update on tenants for each row
  when (old.uid is distinct from new.uid or old.deleted_at is distinct from new.deleted_at)
  execute function bump_version_of_renamed_tenant();

create function keep_held_time() returns trigger language plpgsql as $$
begin
  if new.status <> 'active' then
    update lane_states set held_since = coalesce(held_since, now()) where subscription_id = new.id;
  else
    update lane_states
       set held_ms = held_ms + coalesce(extract(epoch from now() - held_since) * 1000, 0)::bigint, held_since = null
     where subscription_id = new.id and circuit = 'closed';
  end if;
  return null;
end $$;
create trigger subscriptions_held after update on subscriptions for each row
  when (old.status is distinct from new.status) execute function keep_held_time();

create function bump_catalogue_version() returns trigger language plpgsql as $$
begin
  update instance set catalogue_version = catalogue_version + 1;
  return null;
end $$;
create trigger event_types_version after insert or update or delete on event_types
  for each statement execute function bump_catalogue_version();

-- Traffic --------------------------------------------------------------------------------------------------------

create table events (
  id uuid not null,
  tenant_id uuid not null,
  type text not null,
  version text not null,
  -- The exact bytes a single delivery sends.
  body bytea not null,
  occurred_at timestamptz(3) not null,
  -- null: not given, the event's own id stands for it.
  correlation_id text,
  traceparent text,
  idempotency_key text,
  test boolean not null default false,
  deliveries integer not null default 0,
  -- Why subscriptions that could have got it did not: [{"subscription": uuid, "reason": "disabled" | ...}], bounded.
  skipped jsonb,
  -- What validation 'warn' found, bounded.
  warnings jsonb,
  primary key (id)
) partition by range (id);
create index events_tenant_idx on events (tenant_id, id);
create index events_correlation_idx on events (tenant_id, correlation_id) where correlation_id is not null;

create table deliveries (
  -- Milliseconds of the event's id + hash(event, subscription): event x subscription is unique without a global index.
  id uuid not null,
  event_id uuid not null,
  tenant_id uuid not null,
  app_id uuid,
  subscription_id uuid not null,
  event_type text not null,
  status text not null default 'pending'
    check (status in ('pending', 'retrying', 'succeeded', 'failed', 'cancelled')),
  attempts integer not null default 0,
  -- Number of the newest run; every redelivery is a run of its own.
  runs smallint not null default 1,
  -- Runs that are not ended: 0 means no outstanding row.
  open_runs smallint not null default 1,
  sequence bigint,
  last_code smallint,
  last_error text,
  last_attempt_at timestamptz(3),
  last_duration_ms integer,
  next_attempt_at timestamptz(3),
  completed_at timestamptz(3),
  cancel_reason text,
  replay_id uuid,
  test boolean not null default false,
  primary key (id)
) partition by range (id);
create index deliveries_tenant_idx on deliveries (tenant_id, id);
create index deliveries_subscription_idx on deliveries (subscription_id, id);

create table attempts (
  id uuid not null,
  delivery_id uuid not null,
  event_id uuid not null,
  tenant_id uuid not null,
  subscription_id uuid not null,
  run smallint not null,
  attempt smallint not null,
  batch_id uuid,
  worker_id uuid,
  started_at timestamptz(3) not null,
  url text not null,
  status_code smallint,
  error text,
  error_detail text,
  request_headers json,
  response_headers json,
  response_body bytea,
  response_truncated boolean not null default false,
  dns_ms real,
  connect_ms real,
  tls_ms real,
  ttfb_ms real,
  duration_ms real not null,
  remote_address text,
  probe boolean not null default false,
  next_attempt_at timestamptz(3),
  primary key (id)
) partition by range (id);
create index attempts_delivery_idx on attempts (delivery_id, id);

-- Only what is not final. Small and hot: vacuumed early and without pause.
create table outstanding_deliveries (
  delivery_id uuid not null,
  run smallint not null,
  subscription_id uuid not null,
  tenant_id uuid not null,
  event_id uuid not null,
  -- -1 test sends, which bypass pause, order and circuit; 0 live: first attempts and their retries; 1 replays.
  priority smallint not null default 0,
  due_at timestamptz(3) not null,
  -- Number of the next attempt within the run, 1-based: with delivery and run the fence of a recorded result.
  attempt smallint not null default 1,
  expires_at timestamptz(3) not null,
  -- lane_states.held_ms when the row was made: expires_at moves by what has been added since.
  held_ms bigint not null default 0,
  sequence bigint,
  batch_id uuid,
  -- Start of the first attempt minus this is the first-attempt delay.
  accepted_at timestamptz(3) not null,
  primary key (delivery_id, run)
) with (
  fillfactor = 80,
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.2,
  autovacuum_analyze_scale_factor = 0.2, autovacuum_vacuum_cost_delay = 0
);
create index outstanding_deliveries_lane_idx
  on outstanding_deliveries (subscription_id, priority, due_at, delivery_id);
create index outstanding_deliveries_sequence_idx
  on outstanding_deliveries (subscription_id, sequence) where sequence is not null;

-- The dead letters: deliveries with status 'failed'. A table of its own, so that the status column of the
-- large table needs no index and its updates stay cheap.
create table dead_letters (
  delivery_id uuid primary key,
  event_id uuid not null,
  tenant_id uuid not null,
  app_id uuid,
  subscription_id uuid not null,
  event_type text not null,
  error text,
  code smallint,
  -- 'exhausted' or 'expired'
  cause text not null,
  -- True when the receiver was absent (connection, timeout, 5xx): redelivered by itself after the outage.
  absent boolean not null default false,
  died_at timestamptz(3) not null default now()
);
create index dead_letters_tenant_idx on dead_letters (tenant_id, delivery_id);
create index dead_letters_subscription_idx on dead_letters (subscription_id, delivery_id);

create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  body_hash bytea not null,
  event_id uuid not null,
  deliveries integer not null,
  expires_at timestamptz(3) not null,
  primary key (tenant_id, key)
);
create index idempotency_keys_expires_at_idx on idempotency_keys (expires_at);

-- The Idempotency-Key header of every POST but publishing. body null: still running.
create table idempotent_requests (
  actor text not null,
  path text not null,
  key text not null,
  body_hash bytea not null,
  status smallint,
  response text,
  locked_until timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (actor, path, key)
);
create index idempotent_requests_expires_at_idx on idempotent_requests (expires_at);

-- What each worker read in order to send: the names of what was in flight when it died.
create table in_flight_batches (
  id uuid primary key,
  worker_id uuid not null,
  delivery_ids uuid[] not null,
  runs smallint[] not null,
  attempts smallint[] not null,
  started_at timestamptz(3) not null default now()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
create index in_flight_batches_worker_idx on in_flight_batches (worker_id);

create table workers (
  id uuid primary key,
  host text not null,
  pid integer not null,
  hot_lanes integer not null default 0,
  -- What graphile-worker calls the process in locked_by: its jobs are unlocked when the worker died.
  pool_id text,
  started_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now()
);

-- Statistics -----------------------------------------------------------------------------------------------------

-- Adds two histograms bucket by bucket; the shorter one is padded with zeros.
create function histogram_add(a integer[], b integer[]) returns integer[]
language plpgsql immutable parallel safe as $$
declare
  total integer[] := a;
  bucket integer;
begin
  if cardinality(b) > cardinality(total) then
    total := total || array_fill(0, array[cardinality(b) - cardinality(total)]);
  end if;
  for bucket in 1 .. cardinality(b) loop
    if b[bucket] <> 0 then
      total[bucket] := total[bucket] + b[bucket];
    end if;
  end loop;
  return total;
end $$;
create aggregate histogram_sum(integer[]) (
  sfunc = histogram_add, stype = integer[], initcond = '{}', combinefunc = histogram_add, parallel = safe
);

-- One row per minute of the attempt's end, subscription and event type. Buckets: server/stats/latency-histogram.ts.
create table delivery_stats (
  subscription_id uuid not null,
  minute timestamptz(0) not null,
  event_type text not null,
  tenant_id uuid not null,
  app_id uuid,
  attempts integer not null default 0,
  succeeded integer not null default 0,
  http_error integer not null default 0,
  auth_rejected integer not null default 0,
  timeout integer not null default 0,
  connection_refused integer not null default 0,
  connection_reset integer not null default 0,
  dns_error integer not null default 0,
  tls_error integer not null default 0,
  blocked integer not null default 0,
  redirect_refused integer not null default 0,
  response_invalid integer not null default 0,
  interrupted integer not null default 0,
  delivered integer not null default 0,
  dead integer not null default 0,
  latency_histogram integer[] not null default '{}',
  first_delay_histogram integer[] not null default '{}',
  primary key (subscription_id, minute, event_type)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index delivery_stats_tenant_idx on delivery_stats (tenant_id, minute);
create index delivery_stats_minute_idx on delivery_stats (minute);

create table alerts (
  id uuid primary key,
  tenant_id uuid not null,
  subscription_id uuid,
  kind text not null,
  message text not null,
  details jsonb not null default '{}',
  opened_at timestamptz(3) not null default now(),
  resolved_at timestamptz(3),
  sent_at timestamptz(3)
);
create unique index alerts_open_key on alerts (tenant_id, subscription_id, kind) nulls not distinct where resolved_at is null;
create index alerts_tenant_idx on alerts (tenant_id, id);

-- Partitions -----------------------------------------------------------------------------------------------------

-- The smallest UUIDv7 of a moment: 48 bits of Unix milliseconds, version 7, zeros.
create function uuid_floor(at timestamptz) returns uuid language sql immutable strict parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- The moment in a UUIDv7, to the millisecond.
create function uuid_time(id uuid) returns timestamptz language sql immutable strict parallel safe as $$
  select to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
$$;

create table events_default partition of events default;
create table deliveries_default partition of deliveries default with (fillfactor = 75);
create table attempts_default partition of attempts default;

-- Makes the daily partitions from today to `days_ahead` days ahead; returns the names made. Idempotent, safe concurrently.
create function ensure_partitions(days_ahead integer) returns setof text language plpgsql as $$
declare
  parent text;
  day date;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('postrider.partitions'));
  foreach parent in array array['events', 'deliveries', 'attempts'] loop
    for offset_days in -1 .. days_ahead loop
      day := (now() at time zone 'utc')::date + offset_days;
      child := parent || '_' || to_char(day, 'YYYYMMDD');
      if to_regclass(child) is null then
        execute format(
          'create table %I partition of %I for values from (%L) to (%L)%s',
          child, parent,
          uuid_floor(day::timestamp at time zone 'utc'), uuid_floor((day + 1)::timestamp at time zone 'utc'),
          case parent when 'deliveries' then ' with (fillfactor = 75)' else '' end);
        return next child;
      end if;
    end loop;
  end loop;
end $$;
