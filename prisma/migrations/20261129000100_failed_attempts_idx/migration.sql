-- The list of deliveries of which an attempt failed for a reason walks along it; whose they are is there to be read without the
-- row. Successes, nearly all attempts, are not in it.
create index attempts_error_idx on attempts (error, delivery_id, tenant_id, subscription_id) where error is not null;
