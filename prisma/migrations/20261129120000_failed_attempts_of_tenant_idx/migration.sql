-- A tenant's failed attempts by reason, found without those of others: attempts_error_idx is the operator's, over all tenants.
create index attempts_tenant_error_idx on attempts (tenant_id, error, delivery_id, subscription_id) where error is not null;
