-- Among the failed attempts those that were probes of an open circuit: a success rate is about deliveries, and leaves them out.
alter table delivery_stats add column failed_probes integer not null default 0;
alter table delivery_stats_rollups add column failed_probes integer not null default 0;
