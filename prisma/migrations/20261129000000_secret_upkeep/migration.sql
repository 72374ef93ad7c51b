-- Sealing a secret anew, or deleting one that expired, is upkeep: the revision goes up, so that workers load the secrets
-- again, but nobody edited the subscription.
create or replace function bump_revision_of_secret() returns trigger language plpgsql as $$
declare
  edited boolean := tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.expires_at is distinct from old.expires_at);
begin
  update subscriptions set updated_at = case when edited then now() else updated_at end
   where id = coalesce(new.subscription_id, old.subscription_id);
  return null;
end $$;
