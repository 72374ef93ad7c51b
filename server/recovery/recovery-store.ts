import { attemptErrors } from '../contract/delivery-words.ts'
import { database } from '../platform/database.ts'
import type { AttemptMinute, OpenTime } from './outage-windows.ts'

/** Every minute with attempts of the last `days`. `subscriptionId`: uuid, of the tenant. */
export async function readAttemptMinutes(
  tenantId: string,
  subscriptionId: string,
  days: number,
): Promise<AttemptMinute[]> {
  const { rows } = await database().pool.query<
    { at: number; attempts: number; succeeded: number } & Record<string, number>
  >(
    `select (extract(epoch from minute) * 1000)::float8 as at, sum(attempts)::int as attempts, sum(succeeded)::int as succeeded,
            -- The columns have the names of the errors.
            ${attemptErrors.map((reason) => `sum(${reason})::int as ${reason}`).join(', ')}
       from delivery_stats
      where tenant_id = $1 and subscription_id = $2 and minute > now() - make_interval(days => $3) and attempts > 0
      group by minute order by minute`,
    [tenantId, subscriptionId, days],
  )
  return rows.map(({ at, attempts, succeeded, ...counts }) => ({ at, attempts, succeeded, reasons: counts }))
}

/** When its circuit was open in the last `days`. */
export async function readOpenTimes(subscriptionId: string, days: number): Promise<OpenTime[]> {
  const { rows } = await database().pool.query<OpenTime>(
    `select (extract(epoch from opened_at) * 1000)::float8 as from, (extract(epoch from closed_at) * 1000)::float8 as to
       from circuit_openings
      where subscription_id = $1 and (closed_at is null or closed_at > now() - make_interval(days => $2))`,
    [subscriptionId, days],
  )
  return rows
}

export interface WindowDeadLetters {
  count: number
  /** Times of the events, Unix milliseconds; null without any. */
  oldestAt: number | null
  newestAt: number | null
}

/** Dead letters that died within each window; `untilMs` null: up to now. In the order of `windows`. */
export async function countDiedWithin(
  tenantId: string,
  subscriptionId: string,
  windows: { fromMs: number; untilMs: number | null }[],
): Promise<WindowDeadLetters[]> {
  const { rows } = await database().pool.query<WindowDeadLetters>(
    `select count(x.delivery_id)::int as count,
            (extract(epoch from uuid_time((array_agg(x.delivery_id order by x.delivery_id))[1])) * 1000)::float8 as "oldestAt",
            (extract(epoch from uuid_time((array_agg(x.delivery_id order by x.delivery_id desc))[1])) * 1000)::float8 as "newestAt"
       from unnest($3::float8[], $4::float8[]) with ordinality w(from_ms, until_ms, no)
       left join dead_letters x
         on x.tenant_id = $1 and x.subscription_id = $2 and x.died_at >= to_timestamp(w.from_ms / 1000)
        and (w.until_ms is null or x.died_at < to_timestamp(w.until_ms / 1000))
      group by w.no order by w.no`,
    [tenantId, subscriptionId, windows.map((window) => window.fromMs), windows.map((window) => window.untilMs)],
  )
  return rows
}

export interface Backlog {
  dead: number
  absent: number
  oldestDeadAt: number | null
  waiting: number
  oldestWaitingAt: number | null
  /** When the last of what waits is tried next, Unix milliseconds. */
  lastDueAt: number | null
}

/** What is lost for now and what still waits. Times of events, Unix milliseconds. */
export async function readBacklog(tenantId: string, subscriptionId: string): Promise<Backlog> {
  const { rows } = await database().pool.query<Backlog>(
    `select (select count(*)::int from dead_letters where tenant_id = $1 and subscription_id = $2) as dead,
            (select count(*)::int from dead_letters where tenant_id = $1 and subscription_id = $2 and absent) as absent,
            (select (extract(epoch from uuid_time(delivery_id)) * 1000)::float8 from dead_letters
              where tenant_id = $1 and subscription_id = $2 order by delivery_id limit 1) as "oldestDeadAt",
            (select count(*)::int from outstanding_deliveries where tenant_id = $1 and subscription_id = $2) as waiting,
            (select (extract(epoch from min(accepted_at)) * 1000)::float8 from outstanding_deliveries
              where tenant_id = $1 and subscription_id = $2) as "oldestWaitingAt",
            (select (extract(epoch from max(due_at)) * 1000)::float8 from outstanding_deliveries
              where tenant_id = $1 and subscription_id = $2) as "lastDueAt"`,
    [tenantId, subscriptionId],
  )
  return rows[0] as Backlog
}
