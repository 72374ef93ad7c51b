-- A developer's machine that connects outwards and answers the deliveries of a subscription made for it.
create table listen_sessions (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  app_id uuid,
  subscription_id uuid not null,
  -- Last part of the subscription's URL, unguessable.
  token text not null unique,
  -- Where that machine passes them on: for people to see, never dialled from here.
  forward_to text not null,
  -- When it last asked for requests: a session nobody asks for is ended.
  seen_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, id)
);
create index listen_sessions_tenant_id_idx on listen_sessions (tenant_id, id);

-- Requests under way between the web process that got one from a worker and the one that the machine asks: seconds old.
create table listen_requests (
  id uuid primary key,
  session_id uuid not null references listen_sessions (id) on delete cascade,
  -- [[name, value], ...] as they came.
  headers json not null,
  body bytea not null,
  -- What the machine answered; null: nothing yet.
  status smallint,
  answer_headers json,
  answer_body bytea,
  arrived_at timestamptz(3) not null default now()
);
create index listen_requests_session_id_idx on listen_requests (session_id, id);
