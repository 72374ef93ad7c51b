-- Replays and inboxes ---------------------------------------------------------------------------------------------

create table replays (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  -- Of the key that asked: it replays and sees only what is its app's.
  app_id uuid,
  -- null: every subscription within reach.
  subscription_id uuid,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  types text[],
  include text not null check (include in ('all', 'failed', 'missing')),
  rate_per_second integer,
  status text not null default 'running' check (status in ('running', 'paused', 'completed', 'cancelled')),
  -- Pacing: when the next chunk may be handed over.
  next_chunk_at timestamptz(3) not null default now(),
  -- Deliveries that ended in a second, smoothed: what the ETA is made from.
  speed real,
  settled_at timestamptz(3) not null default now(),
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  completed_at timestamptz(3)
);
create index replays_tenant_id_idx on replays (tenant_id, id);
create index replays_running_idx on replays (id) where status = 'running';

-- One row per subscription of a replay: each goes on in order of age at its own speed, so that a dead receiver holds up nobody.
create table replay_lanes (
  replay_id uuid not null references replays (id) on delete cascade,
  subscription_id uuid not null,
  total integer not null,
  -- The last delivery or event that was handed over or passed over; null: none yet.
  cursor uuid,
  queued integer not null default 0,
  done integer not null default 0,
  failed integer not null default 0,
  -- Everything was handed over.
  exhausted boolean not null default false,
  -- Why it ended before everything was handed over.
  stopped_reason text,
  primary key (replay_id, subscription_id)
);

-- What a replay handed to the lanes and is not settled: a row goes when its run has ended.
create table replay_deliveries (
  replay_id uuid not null references replays (id) on delete cascade,
  delivery_id uuid not null,
  run smallint not null,
  subscription_id uuid not null,
  -- The delivery was made by this replay: cancelling it leaves no dead letter.
  made boolean not null,
  queued_at timestamptz(3) not null default now(),
  primary key (replay_id, delivery_id)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

create table inboxes (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  app_id uuid,
  -- Whose signature is checked, and whose attempts are shown beside the requests.
  subscription_id uuid,
  -- Last part of the URL, unguessable: whoever knows it may send.
  token text not null unique,
  name text not null default '',
  -- How it answers.
  status smallint not null default 200,
  delay_ms integer not null default 0,
  fail_rate real not null default 0,
  retry_after_seconds integer,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);
create index inboxes_tenant_id_idx on inboxes (tenant_id, id);
create index inboxes_expires_at_idx on inboxes (expires_at);

create table inbox_requests (
  id uuid primary key,
  inbox_id uuid not null references inboxes (id) on delete cascade,
  method text not null,
  query text not null default '',
  -- [[name, value], ...] as they came.
  headers json not null,
  body bytea not null,
  -- Of the whole body, of which `body` may be the beginning.
  body_bytes integer not null,
  body_sha256 bytea not null,
  ip text,
  answered smallint not null
);
create index inbox_requests_inbox_id_idx on inbox_requests (inbox_id, id);
