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

/** Idempotency keys past their window, in bounded chunks so that no statement locks for long. */
export async function deleteExpiredKeys(): Promise<void> {
  const chunk = 10_000
  for (const statement of [
    `delete from idempotency_keys where ctid = any(array(select ctid from idempotency_keys where expires_at < now() limit ${chunk}))`,
    `delete from idempotent_requests where ctid = any(array(select ctid from idempotent_requests where expires_at < now() limit ${chunk}))`,
  ]) {
    let deleted: number | null
    do {
      deleted = (await database().pool.query(statement)).rowCount
    } while (deleted === chunk)
  }
}
