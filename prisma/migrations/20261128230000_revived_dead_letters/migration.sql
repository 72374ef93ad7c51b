-- Dead letters that were sent again in this minute: each is dead no longer, and counts in `dead` anew if that fails too.
alter table delivery_stats add column revived integer not null default 0;
alter table delivery_stats_rollups add column revived integer not null default 0;
