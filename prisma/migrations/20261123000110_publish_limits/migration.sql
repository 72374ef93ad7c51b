-- Publish limits that hold across web processes: each process takes tokens in portions and counts them down by itself.

-- null: no limit of its own beyond the tenant's.
alter table api_keys add column publish_rate_per_second integer check (publish_rate_per_second > 0);

-- Unlogged: after a crash of the server every bucket is full again, which no one minds.
create unlogged table rate_buckets (
  name text primary key,
  -- May be negative: a request larger than the bucket runs into debt and is worked off before the next.
  tokens double precision not null,
  updated_at timestamptz not null default now()
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

-- Takes `needed` tokens, or none when the bucket has fewer (a need beyond the burst waits for a full bucket), and up to
-- `wanted` in all. `left_over` is what the bucket holds afterwards.
create function take_rate_tokens(
  bucket text, rate double precision, burst double precision, needed integer, wanted integer,
  out granted integer, out left_over double precision
) language plpgsql as $$
declare
  available double precision;
  moment timestamptz;
begin
  insert into rate_buckets (name, tokens) values (bucket, burst) on conflict do nothing;
  select b.tokens, b.updated_at into available, moment from rate_buckets b where b.name = bucket for update;
  available := least(burst, available + rate * greatest(0, extract(epoch from clock_timestamp() - moment)));
  if available < least(needed, burst) then
    granted := 0;
  else
    granted := greatest(needed, least(wanted, floor(available)::integer));
  end if;
  left_over := available - granted;
  update rate_buckets set tokens = left_over, updated_at = clock_timestamp() where name = bucket;
end $$;
