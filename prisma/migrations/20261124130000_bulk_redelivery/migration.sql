-- Made by redelivering what a filter of deliveries matches: {status, error, code, event}, each optional. null: any other replay.
alter table replays add column matching jsonb;
