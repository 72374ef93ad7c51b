-- Filters of a list that a person named, to come back to. tenant_id null: while all tenants are shown.
create table saved_views (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  tenant_id uuid references tenants (id) on delete cascade,
  name text not null,
  -- The query string of the page.
  search text not null,
  created_at timestamptz(3) not null default now()
);
create unique index saved_views_name_key on saved_views (user_id, tenant_id, name) nulls not distinct;
