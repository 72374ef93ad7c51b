import { Prisma } from '../../prisma/generated/client.ts'

/** A failed attempt as the SQL below gives it. */
export interface LastFailureRow {
  /** uuid */
  delivery: string
  /** Unix milliseconds. */
  attemptedAt: number
  code: number | null
  error: string
}

/**
 * A join that gives `f."lastFailure"` of the aliases `s` (subscriptions) and `l` (lane_states): null where nothing fails. Looked up by
 * their keys, as attempts have no index by subscription: what the circuit counted, and what waits longest, one of which served as probe.
 */
export const joinLastFailure = Prisma.sql`
  left join lateral (
    select json_build_object('delivery', d.id, 'attemptedAt', (extract(epoch from d.last_attempt_at) * 1000)::float8,
                             'code', d.last_code, 'error', d.last_error) as "lastFailure"
      from unnest(l.failed_deliveries || array(select o.delivery_id from outstanding_deliveries o
                                                where o.subscription_id = s.id order by o.priority, o.due_at limit 32)) c(id)
      join deliveries d on d.id = c.id
     where (l.failing_since is not null or l.circuit <> 'closed') and d.last_error is not null
     order by d.last_attempt_at desc nulls last limit 1
  ) f on true`
