import type pg from 'pg'
import { database } from '../platform/database.ts'
import { statsCounters } from './stats-columns.ts'

/** One worker rolls up at a time. */
const rollupLock = 1_347_636_301
/** With the hour's number: the other side of `mark_late_stats` in SQL. */
const hourLock = 1_347_636_300
/**
 * A time is over for good so long after its end, when no transaction from before is left: what is written later finds it more
 * than the ten minutes old of which the trigger leaves a mark. The rest is for clocks and for transactions that just begin.
 */
const closedAfter = `interval '15 minutes'`
/** Of histories longer than this the older part stays with the minutes. */
const longestHistory = `interval '400 days'`

const spans = { ten_minutes: `interval '10 minutes'`, hour: `interval '1 hour'` }

/** An hour of thousands of busy subscriptions is hundreds of thousands of rows; nobody waits for the sums. */
const longestMs = 10 * 60_000

const patient = (text: string, values: unknown[]) => ({ text, values, query_timeout: longestMs })

const counterList = statsCounters.join(', ')
const counterSums = statsCounters.map((counter) => `sum(${counter})::integer as ${counter}`).join(', ')
const histogramSums = `histogram_sum(latency_histogram) as latency_histogram,
  histogram_sum(first_delay_histogram) as first_delay_histogram`
const rollupColumns = `level, scope_id, grain, start, event_type, tenant_id, app_id, ${counterList}, latency_histogram,
  first_delay_histogram`

/**
 * The end of what is over for good, by `$1` in Unix milliseconds: a transaction that began before it may still be writing to what was
 * the last minute then.
 */
const closedSql = `
with closed as materialized (
  select least(to_timestamp($1::float8 / 1000), min(xact_start)) - ${closedAfter} as until
    from pg_stat_activity
   where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
), last as (select date_trunc('hour', until - interval '1 hour', 'UTC') as hour from closed)`

/** Hours that have to be added up, newest first: those that are over and were not, and those that got a row since. */
export async function hoursToRollUp(nowMs: number): Promise<Date[]> {
  const { rows } = await database().pool.query<{ hour: Date }>(
    `${closedSql}
select each as hour from last, generate_series(
         date_trunc('hour', (select min(minute) from delivery_stats where minute > now() - ${longestHistory}), 'UTC'),
         last.hour, interval '1 hour') as each
 where not exists (select from delivery_stats_periods p where p.grain = 'hour' and p.start = each)
union
select late.hour from last, delivery_stats_late late where late.hour <= last.hour
order by hour desc`,
    [nowMs],
  )
  return rows.map((row) => row.hour)
}

/** Times of ten minutes that are over, of hours that are not and got no row too late; newest first. */
export async function tenMinutesToRollUp(nowMs: number): Promise<Date[]> {
  const { rows } = await database().pool.query<{ start: Date }>(
    `${closedSql}
select each as start from closed, last, generate_series(
         last.hour + interval '1 hour', closed.until - interval '10 minutes', interval '10 minutes') as each
 where not exists (select from delivery_stats_periods p where p.grain = 'ten_minutes' and p.start = each)
   and not exists (select from delivery_stats_periods p where p.grain = 'hour' and p.start = date_trunc('hour', each, 'UTC'))
   and not exists (select from delivery_stats_late late where late.hour = date_trunc('hour', each, 'UTC'))
 order by start desc`,
    [nowMs],
  )
  return rows.map((row) => row.start)
}

/** The levels of a row: everything, its tenant, its app, its subscription; each with all types together and apart. */
const periodSql = (grain: 'ten_minutes' | 'hour') => `
with minutes as materialized (
  select subscription_id, event_type, tenant_id, app_id, ${counterSums}, ${histogramSums}
    from delivery_stats where minute >= $1::timestamptz and minute < $1::timestamptz + ${spans[grain]}
   group by 1, 2, 3, 4
), levels as (
  select case grouping(tenant_id, app_id, subscription_id)
           when 7 then 'all' when 3 then 'tenant' when 1 then 'app' else 'subscription' end as level,
         case grouping(tenant_id, app_id, subscription_id)
           when 7 then '00000000-0000-0000-0000-000000000000' when 3 then tenant_id when 1 then app_id
           else subscription_id end as scope_id,
         coalesce(event_type, '') as event_type, tenant_id, app_id, ${counterSums}, ${histogramSums}
    from minutes
   group by grouping sets (
     (), (event_type), (tenant_id), (tenant_id, event_type), (tenant_id, app_id), (tenant_id, app_id, event_type),
     (tenant_id, app_id, subscription_id), (tenant_id, app_id, subscription_id, event_type))
)
insert into delivery_stats_rollups (${rollupColumns})
select level, scope_id, '${grain}', $1::timestamptz, event_type, tenant_id, app_id, ${counterList}, latency_histogram,
       first_delay_histogram
  from levels where scope_id is not null and attempts is not null`

/** Each minute, of everything and of each tenant, all types together. */
const minutesSql = (grain: 'ten_minutes' | 'hour') => `
insert into delivery_stats_rollups (${rollupColumns})
select case grouping(tenant_id) when 1 then 'all' else 'tenant' end,
       case grouping(tenant_id) when 1 then '00000000-0000-0000-0000-000000000000' else tenant_id end,
       'minute', minute, '', tenant_id, null, ${counterSums}, ${histogramSums}
  from delivery_stats where minute >= $1::timestamptz and minute < $1::timestamptz + ${spans[grain]}
 group by grouping sets ((minute), (minute, tenant_id))`

/** Adds up one hour and each of its minutes, anew if it was before. False: another worker is at it. */
export async function rollUpHour(hour: Date): Promise<boolean> {
  return whileAlone(async (client) => {
    await lockHourOf(client, hour)
    await client.query(`delete from delivery_stats_late where hour = $1`, [hour])
    await rollUp(client, 'hour', hour)
    await forgetDay(client, `date_trunc('day', $1::timestamptz, 'UTC')`, hour)
  })
}

/** Adds up ten minutes and each of them. It holds until their hour is added up. False: another worker is at it. */
export async function rollUpTenMinutes(start: Date): Promise<boolean> {
  return whileAlone(async (client) => {
    await lockHourOf(client, start)
    await rollUp(client, 'ten_minutes', start)
  })
}

async function lockHourOf(client: pg.ClientBase, time: Date): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [hourLock, Math.floor(time.getTime() / 3_600_000)])
}

async function rollUp(client: pg.ClientBase, grain: 'ten_minutes' | 'hour', start: Date): Promise<void> {
  for (const table of ['delivery_stats_rollups', 'delivery_stats_periods']) {
    await client.query(
      `delete from ${table} where grain in ('minute', 'ten_minutes', $2)
          and start >= $1::timestamptz and start < $1::timestamptz + ${spans[grain]}`,
      [start, grain],
    )
  }
  await client.query(patient(periodSql(grain), [start]))
  await client.query(patient(minutesSql(grain), [start]))
  await client.query(
    `insert into delivery_stats_periods (grain, start)
     select $2, $1::timestamptz
     union all
     select 'minute', generate_series($1::timestamptz, $1::timestamptz + ${spans[grain]} - ${spans.ten_minutes}, ${spans.ten_minutes})`,
    [start, grain],
  )
}

/** Days whose 24 hours are all rolled up and that are not themselves, newest first. */
export async function daysToRollUp(): Promise<Date[]> {
  const { rows } = await database().pool.query<{ day: Date }>(
    `select date_trunc('day', start, 'UTC') as day from delivery_stats_periods p
      where grain = 'hour'
        and not exists (select from delivery_stats_late l where l.hour = p.start)
        and not exists (select from delivery_stats_periods d where d.grain = 'day' and d.start = date_trunc('day', p.start, 'UTC'))
      group by 1 having count(*) = 24 order by 1 desc`,
  )
  return rows.map((row) => row.day)
}

/** Adds up the hours of one day. False: another worker is at it. */
export async function rollUpDay(day: Date): Promise<boolean> {
  return whileAlone(async (client) => {
    await forgetDay(client, '$1::timestamptz', day)
    const sql = `insert into delivery_stats_rollups (${rollupColumns})
       select level, scope_id, 'day', $1::timestamptz, event_type, tenant_id, app_id, ${counterSums}, ${histogramSums}
         from delivery_stats_rollups
        where grain = 'hour' and start >= $1::timestamptz and start < $1::timestamptz + interval '1 day'
        group by level, scope_id, event_type, tenant_id, app_id`
    await client.query(patient(sql, [day]))
    await client.query(`insert into delivery_stats_periods (grain, start) values ('day', $1)`, [day])
  })
}

async function forgetDay(client: pg.ClientBase, day: string, parameter: Date): Promise<void> {
  for (const table of ['delivery_stats_periods', 'delivery_stats_rollups']) {
    await client.query(`delete from ${table} where grain = 'day' and start = ${day}`, [parameter])
  }
}

/**
 * Runs `work` in a transaction unless another worker is rolling up. Each of its statements sees what was committed before
 * it, which the locks count on.
 */
async function whileAlone(work: (client: pg.ClientBase) => Promise<void>): Promise<boolean> {
  const client = await database().pool.connect()
  try {
    await client.query('begin isolation level read committed')
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_xact_lock($1) as alone', [
      rollupLock,
    ])
    const alone = rows[0]?.alone === true
    if (alone) {
      await client.query(`set local statement_timeout = ${longestMs}`)
      await work(client)
    }
    await client.query('commit')
    return alone
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
