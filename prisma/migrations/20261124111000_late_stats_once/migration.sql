-- One mark of an hour is as good as thousands, which is what catching up after an outage would leave.
create index delivery_stats_late_hour_idx on delivery_stats_late (hour);

create or replace function mark_late_stats() returns trigger language plpgsql as $$
declare
  late timestamptz := date_trunc('hour', new.minute, 'UTC');
begin
  perform pg_advisory_xact_lock_shared(1347636300, (extract(epoch from late) / 3600)::integer);
  -- A mark that is seen stays: whoever takes it away holds the lock alone, so after this transaction.
  insert into delivery_stats_late (hour)
  select late where not exists (select from delivery_stats_late where hour = late);
  return null;
end $$;
