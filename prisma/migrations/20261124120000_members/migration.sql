-- An invitation is a membership that nobody has taken up yet: one row from the first mail to the last day.
alter table memberships
  alter column user_id drop not null,
  add column invited_email text check (invited_email = lower(invited_email)),
  add column invited_by text,
  -- SHA-256 of the token in the link.
  add column token_hash bytea unique,
  add column link_expires_at timestamptz(3),
  add check ((user_id is null) = (invited_email is not null)),
  add check ((user_id is null) = (token_hash is not null)),
  add check ((user_id is null) = (link_expires_at is not null)),
  drop constraint memberships_user_id_tenant_id_key;
create unique index memberships_user_id_tenant_id_key on memberships (user_id, tenant_id) nulls not distinct
  where user_id is not null;
create unique index memberships_invitation_key on memberships (tenant_id, invited_email) nulls not distinct
  where user_id is null;
create index memberships_tenant_id_idx on memberships (tenant_id, id);

-- When a provider first vouched that the person controls the address; null: nobody did.
alter table users add column email_proven_at timestamptz(3);
