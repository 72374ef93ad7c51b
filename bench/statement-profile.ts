import type pg from 'pg'

/** Begins counting statements. The server must have been started with pg_stat_statements. */
export async function startProfile(database: pg.Pool): Promise<void> {
  await database.query('create extension if not exists pg_stat_statements')
  await database.query('select pg_stat_statements_reset()')
}

/** The statements that took most time since `startProfile`: share, calls, mean time, rows, bytes of log. */
export async function profileLines(database: pg.Pool): Promise<string[]> {
  const result = await database.query<{
    share: number
    calls: string
    mean: number
    total: number
    wal: string
    query: string
  }>(
    `select (100 * total_exec_time / sum(total_exec_time) over ())::float8 as share, calls, mean_exec_time as mean,
            total_exec_time as total, wal_bytes as wal, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
       from pg_stat_statements order by total_exec_time desc limit 16`,
  )
  return result.rows.map(
    (row) =>
      `${row.share.toFixed(0).padStart(3)} % ${row.calls.padStart(7)} calls ${row.mean.toFixed(2).padStart(7)} ms ` +
      `${Math.round(row.total)} ms ${Math.round(Number(row.wal) / 1024)} kB  ${row.query}`,
  )
}
