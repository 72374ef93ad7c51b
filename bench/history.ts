import type { Stack } from './stack.ts'

const chunk = 250_000

/**
 * Writes `count` events with a delivery and an attempt each, delivered over the last 24 hours, spread over the subscriptions of
 * these tenants (uids), as the product itself would have left them.
 */
export async function fillHistory(stack: Stack, uids: string[], count: number): Promise<void> {
  const { database } = stack
  for (let from = 0; from < count; from += chunk) {
    const share = [count, from, Math.min(chunk, count - from)]
    await database.query(
      `with owner as materialized (
         select array_agg(s.id order by s.id) as subscriptions, array_agg(s.tenant_id order by s.id) as tenants
           from subscriptions s join tenants t on t.id = s.tenant_id where t.uid = any($1::text[])
       ), past as materialized (
         select n, now() - interval '24 hours' * (1 - n::float8 / $2) - interval '1 minute' as at,
                owner.subscriptions[1 + n % array_length(owner.subscriptions, 1)] as subscription_id,
                owner.tenants[1 + n % array_length(owner.tenants, 1)] as tenant_id,
                ${idAt('n', 'event')} as event_id, ${idAt('n', 'delivery')} as delivery_id, ${idAt('n', 'attempt')} as attempt_id
           from owner, generate_series($3::bigint, $3::bigint + $4 - 1) as n
       ), e as (
         insert into events (id, tenant_id, type, version, body, occurred_at, deliveries)
         select event_id, tenant_id, 'memory.created', '1', convert_to(repeat('A walk along the river. ', 25), 'utf8'), at, 1
           from past
       ), d as (
         insert into deliveries (id, event_id, tenant_id, subscription_id, event_type, status, attempts, open_runs, last_code,
                                 last_attempt_at, last_duration_ms, completed_at)
         select delivery_id, event_id, tenant_id, subscription_id, 'memory.created', 'succeeded', 1, 0, 200, at, 4, at from past
       )
       insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, status_code,
                             request_headers, response_headers, response_body, duration_ms, remote_address)
       select attempt_id, delivery_id, event_id, tenant_id, subscription_id, 1, 1, at, 'http://127.0.0.1:9/ok', 200,
              '{"content-type":"application/json","user-agent":"Postrider/1"}', '{"content-length":"2"}', 'ok', 4, '127.0.0.1'
         from past`,
      [uids, ...share],
    )
  }
  // What a day would have done in between, and the server would otherwise do while it is measured.
  await database.query('vacuum (analyze) events, deliveries, attempts')
  await database.query('checkpoint')
}

/** A UUIDv7 of the moment of row `n` whose other digits are a hash. */
const idAt = (n: string, what: string): string =>
  `overlay(md5('${what} ' || ${n})::uuid::text placing
     left(uuid_floor(now() - interval '24 hours' * (1 - ${n}::float8 / $2) - interval '1 minute')::text, 15) from 1 for 15)::uuid`
