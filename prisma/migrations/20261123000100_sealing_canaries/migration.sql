-- A known text sealed with each key that secrets in this database may be sealed with: a process that starts without
-- one of these keys, or with another key of the same id, finds out at once instead of at the first delivery.
create table sealing_canaries (
  key_id text primary key,
  sealed bytea not null,
  created_at timestamptz(3) not null default now()
);
