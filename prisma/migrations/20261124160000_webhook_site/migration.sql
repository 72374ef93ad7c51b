-- Inboxes that are kept by webhook.site, public or self-hosted, instead of here.
alter table inboxes
  add column kind text not null default 'builtin' check (kind in ('builtin', 'webhook_site')),
  -- Where such a one receives; `token` is its id there. null: /inbox/<token> of this installation.
  add column remote_url text,
  -- expired: webhook.site takes no more requests for it.
  add column state text not null default 'active' check (state in ('active', 'expired')),
  -- Why its requests could not be read when they were asked for last; null: they could.
  add column problem text,
  -- When they were asked for last, so that many readers do not ask more often than one.
  add column asked_at timestamptz(3);

-- What webhook.site answered to a request is not among what it tells.
alter table inbox_requests alter column answered drop not null;
