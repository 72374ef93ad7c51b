-- Where a tenant's deliveries may go, applied at dial after the operator's list and before the subscription's own, and
-- which sites may show the portal in a frame, and how it looks there.
alter table tenants
  add column ip_allow text[] not null default '{}',
  add column ip_deny text[] not null default '{}',
  add column frame_ancestors text[] not null default '{}',
  add column portal_theme jsonb;

-- A lane keeps what it knows of a subscription for as long as its revision stands.
create function bump_revisions_of_tenant() returns trigger language plpgsql as $$
begin
  update subscriptions set updated_at = now() where tenant_id = new.id and deleted_at is null;
  return null;
end $$;
create trigger tenants_address_lists after update on tenants for each row
  when (old.ip_allow is distinct from new.ip_allow or old.ip_deny is distinct from new.ip_deny)
  execute function bump_revisions_of_tenant();

-- The audit log is append-only for everyone who speaks to the database as the product does.
create function refuse_change_of_audit_log() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entries is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entries_append_only before update or delete on audit_entries
  for each row execute function refuse_change_of_audit_log();
create trigger audit_entries_not_truncated before truncate on audit_entries
  for each statement execute function refuse_change_of_audit_log();

-- A portal shown inside the product to one of its customers: limited to a tenant, an app perhaps, and some scopes.
create table embedded_sessions (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  app_id uuid,
  capabilities text[] not null,
  return_url text,
  created_by text not null,
  -- SHA-256 of the code in the link; null once it was exchanged.
  code_hash bytea unique,
  code_expires_at timestamptz(3) not null,
  -- SHA-256 of what the browser holds since the exchange.
  token_hash bytea unique,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  foreign key (tenant_id, app_id) references apps (tenant_id, id)
);
create index embedded_sessions_tenant_id_idx on embedded_sessions (tenant_id, id);
