import { database } from '../server/platform/database.ts'

/**
 * A past: `count` events of a tenant, a second apart, oldest first, the last at `untilMs`, and a delivery of each to the
 * subscription that ended as `status`. Written by one statement, because what made them is not what is tested. Ids are uuids.
 */
export async function insertHistory(past: {
  tenantId: string
  subscriptionId: string
  count: number
  untilMs: number
  status: 'succeeded' | 'failed'
  type?: string
}): Promise<void> {
  await database().pool.query(
    `with made as (
       insert into events (id, tenant_id, type, version, body, occurred_at, deliveries)
       select overlay(gen_random_uuid()::text placing left(uuid_floor(at)::text, 15) from 1 for 15)::uuid, $1::uuid, $6, '1',
              convert_to('{"n":' || n || '}', 'utf8'), at, 1
         from generate_series(1, $3::int) n, lateral (select to_timestamp($4::float8 / 1000 - ($3::int - n)) as at) t
       returning id, tenant_id, type
     ), sent as (
       insert into deliveries (id, event_id, tenant_id, subscription_id, event_type, status, attempts, open_runs, last_error,
                               last_code, completed_at)
       select overlay(md5(id::text || $2) placing left(replace(id::text, '-', ''), 13) from 1 for 13)::uuid, id, tenant_id,
              $2::uuid, type, $5, 1, 0, case when $5 = 'failed' then 'http_error' end, case when $5 = 'failed' then 500 else 200 end,
              now()
         from made
       returning *
     )
     insert into dead_letters (delivery_id, event_id, tenant_id, subscription_id, event_type, error, code, cause)
     select id, event_id, tenant_id, subscription_id, event_type, last_error, last_code, 'exhausted' from sent where status = 'failed'`,
    [past.tenantId, past.subscriptionId, past.count, past.untilMs, past.status, past.type ?? 'memory.created'],
  )
}
