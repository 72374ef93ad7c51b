import { readdir } from 'node:fs/promises'
import { database } from '../platform/database.ts'

/** A worker says that it is alive more often than this. */
const workerSeenSeconds = 10

/** Names of the migrations this version brings that the database lacks. Throws what PostgreSQL throws. */
export async function missingMigrations(): Promise<string[]> {
  const entries = await readdir(new URL('../../prisma/migrations/', import.meta.url), { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const result = await database().pool.query<{ name: string }>(
    `select n.name from unnest($1::text[]) as n(name)
      where not exists (select from _prisma_migrations m where m.migration_name = n.name and m.finished_at is not null)`,
    [names],
  )
  return result.rows.map((row) => row.name).sort()
}

export async function isWorkerAlive(): Promise<boolean> {
  const result = await database().pool.query<{ alive: boolean }>(
    'select exists (select from workers where seen_at > now() - make_interval(secs => $1)) as alive',
    [workerSeenSeconds],
  )
  return result.rows[0]?.alive === true
}
