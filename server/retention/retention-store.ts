import { database } from '../platform/database.ts'

/** Names of the partitions that were made. */
export async function ensurePartitions(daysAhead: number): Promise<string[]> {
  const result = await database().pool.query<{ name: string }>('select ensure_partitions($1) as name', [daysAhead])
  return result.rows.map((row) => row.name)
}

/** Tables that have a row in their default partition, where none belongs. */
export async function rowsInDefaultPartitions(): Promise<string[]> {
  const result = await database().pool.query<{ name: string }>(
    `select name from (values ('events', exists (select from events_default)),
                              ('deliveries', exists (select from deliveries_default)),
                              ('attempts', exists (select from attempts_default))) t(name, stray) where stray`,
  )
  return result.rows.map((row) => row.name)
}

/** No statement locks for long. */
const chunk = 10_000

/** Idempotency keys past their window. */
export async function deleteExpiredKeys(): Promise<void> {
  await deleteInChunks('idempotency_keys', 'expires_at < now()')
  await deleteInChunks('idempotent_requests', 'expires_at < now()')
}

/** Links and sessions that are over. They stay a month for whoever asks who was there; the audit log keeps them longer. */
export async function deleteExpiredSessions(): Promise<void> {
  for (const table of ['sign_in_links', 'portal_sessions', 'embedded_sessions']) {
    await deleteInChunks(table, `expires_at < now() - interval '30 days'`)
  }
}

/** Figures older than `days`. */
export async function deleteOldStats(days: number): Promise<void> {
  const whole = Math.floor(days)
  await deleteInChunks('delivery_stats', `minute < now() - interval '${whole} days'`)
  await deleteInChunks('delivery_stats_rollups', `start < now() - interval '${whole} days'`)
  await deleteInChunks('circuit_openings', `opened_at < now() - interval '${whole} days'`)
  // Marks of hours and days are few, and an hour without one would be added up anew.
  await deleteInChunks('delivery_stats_periods', `grain = 'minute' and start < now() - interval '${whole} days'`)
}

async function deleteInChunks(table: string, over: string): Promise<void> {
  const statement = `delete from ${table} where ctid = any(array(select ctid from ${table} where ${over} limit ${chunk}))`
  let deleted: number | null
  do {
    deleted = (await database().pool.query(statement)).rowCount
  } while (deleted === chunk)
}
