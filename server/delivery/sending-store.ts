import { livingSeconds } from '../lanes/worker-store.ts'
import { database } from '../platform/database.ts'

/**
 * Since when a request of these open deliveries (uuids) is under way; the others are missing. What workers wrote down in
 * in_flight_batches says so. A row of it stays until the last of its members has been recorded, those of other lanes included:
 * who is finished is known by a run that is over or further on, or, after a probe, by a later last attempt. A worker that was
 * not seen for `livingSeconds` sends nothing. A batch is not a request yet while it may still wait to fill up: a full one is
 * said to be under way that much too late.
 */
export async function findSending(ids: string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map()
  const { rows } = await database().pool.query<{ id: string; since: Date }>({
    // Without a name it is planned with the ids, which are hashed then. First the journal is narrowed to them: joined as a whole
    // it was gone through once for each of them, which took seconds while much was in flight.
    text: `
with open_runs as materialized (
  select o.delivery_id, o.run, o.attempt, d.last_attempt_at,
         make_interval(secs => case when s.mode = 'batch' and not d.test then s.batch_max_wait_ms else 0 end / 1000.0) as fills
    from outstanding_deliveries o
    join deliveries d on d.id = o.delivery_id
    join subscriptions s on s.id = o.subscription_id
   where o.delivery_id = any($1::uuid[]) and d.id = any($1::uuid[])
), in_flight as materialized (
  select x.delivery_id, x.run, x.attempt, b.started_at
    from in_flight_batches b
    join workers w on w.id = b.worker_id and w.seen_at > now() - make_interval(secs => $2)
   cross join unnest(b.delivery_ids, b.runs, b.attempts) as x(delivery_id, run, attempt)
   where x.delivery_id = any($1::uuid[])
)
select delivery_id as id, max(f.started_at + r.fills) as since
  from open_runs r join in_flight f using (delivery_id, run, attempt)
 where f.started_at + r.fills <= now() and (r.last_attempt_at is null or r.last_attempt_at < f.started_at)
 group by delivery_id`,
    values: [ids, livingSeconds],
  })
  return new Map(rows.map(({ id, since }) => [id, since]))
}
