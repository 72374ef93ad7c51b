-- The key that replaced this one, so that it is replaced once: a second successor would inherit the expiry that the first
-- replacement gave it. Keys are never deleted.
alter table api_keys add column successor_id uuid;
