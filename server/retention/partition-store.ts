import { database } from '../platform/database.ts'
import { sqlState } from '../platform/database-fault.ts'

/** Dropping locks the whole table: whoever comes meanwhile waits for us, so we do not wait for others for long. */
const lockTimeoutMs = 500
/** 55P03: the lock was not there in time. */
const lockNotAvailable = '55P03'

export type DropOutcome = 'dropped' | 'busy' | 'waiting'

/** Days (YYYYMMDD, UTC) that ended more than `days` days ago and still have a partition of one of the tables, oldest first. */
export async function listOldDays(tables: string[], days: number): Promise<string[]> {
  const { rows } = await database().pool.query<{ day: string }>(
    `select distinct right(c.relname, 8) as day
       from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      where p.relname = any($1::text[]) and p.relnamespace = 'public'::regnamespace
        and c.relname ~ ('^' || p.relname || '_[0-9]{8}$')
        and right(c.relname, 8) < to_char((now() at time zone 'utc')::date - $2::int, 'YYYYMMDD')
      order by day`,
    [tables, days],
  )
  return rows.map(({ day }) => day)
}

/**
 * Drops a day of events and deliveries, and the dead letters that point into it; `waiting`: something of it is still to be
 * sent, so nothing was done. The lock comes first: a redelivery that began before it is seen, one that comes later finds
 * nothing.
 */
export function dropEventsOf(day: string): Promise<DropOutcome> {
  return dropDay(['events', 'deliveries'], day, [
    // The id of a delivery begins with the millisecond of its event: both are in partitions of the same day.
    `select exists (select from outstanding_deliveries where ${within(day)}) as waits`,
    `delete from dead_letters where ${within(day)}`,
  ])
}

export function dropAttemptsOf(day: string): Promise<DropOutcome> {
  return dropDay(['attempts'], day, [])
}

async function dropDay(tables: string[], day: string, statements: string[]): Promise<DropOutcome> {
  const client = await database().pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`)
    for (const table of tables) await client.query(`lock table only ${table} in access exclusive mode`)
    for (const statement of statements) {
      const { rows } = await client.query<{ waits?: boolean }>(statement)
      if (rows[0]?.waits) {
        await client.query('rollback')
        return 'waiting'
      }
    }
    for (const table of tables) await client.query(`drop table if exists ${table}_${day}`)
    await client.query('commit')
    return 'dropped'
  } catch (error) {
    await client.query('rollback')
    if (sqlState(error) === lockNotAvailable) return 'busy'
    throw error
  } finally {
    client.release()
  }
}

/** `day` is digits, see `listOldDays`. */
function within(day: string): string {
  const floor = (days: number): string =>
    `uuid_floor((to_date('${day}', 'YYYYMMDD') + ${days})::timestamp at time zone 'utc')`
  return `delivery_id >= ${floor(0)} and delivery_id < ${floor(1)}`
}
