import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { MigrationDirectory, MigrationList } from '@prisma/schema-engine-wasm'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { MigrationAdapter } from './migration-adapter.ts'
import { openSchemaEngine } from './schema-engine.ts'

/** UUIDv7-keyed partitions, `nulls not distinct` and the engine's statements were written for and tried on this. */
const oldestServer = 17

/** Partitions are made this many days ahead; a worker repeats it hourly. */
const partitionDaysAhead = 7

/** Any fixed number; two Postriders that share a server use two databases, and advisory locks are per database. */
const migrationLock = 7_302_018_771_001n

const filters = { externalTables: [], externalEnums: [] }

/**
 * Brings the database at `url` to this version: the folder prisma/migrations, graphile-worker's own tables, and the
 * partitions of the coming days. Any number of processes may call it at once: one works, the others wait and find
 * nothing to do. Returns the names of the migrations it applied. Throws an Error with one sentence for the user when
 * the server cannot be used.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'postrider' })
  // A lost connection shows in the next query; without a listener the event would end the process.
  lock.on('error', () => undefined)
  await lock.connect()
  try {
    await refuseOldServer(lock)
    // Session-level: it is released by the end of the connection, however this process ends.
    await lock.query('select pg_advisory_lock($1)', [migrationLock])
    const applied = await applyFolder(url)
    await runMigrations({ connectionString: url })
    await lock.query('select ensure_partitions($1)', [partitionDaysAhead])
    return applied
  } finally {
    await lock.end()
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const result = await client.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::integer as number`,
  )
  const server = result.rows[0]
  if (server && server.number < oldestServer * 10_000) {
    throw new Error(`DATABASE_URL leads to PostgreSQL ${server.version}; Postrider needs ${oldestServer} or newer.`)
  }
}

async function applyFolder(url: string): Promise<string[]> {
  const adapter = new MigrationAdapter(url)
  const engine = await openSchemaEngine(adapter)
  try {
    const migrationsList = await readMigrations()
    const history = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters })
    // A script is all or nothing, so one that failed or was killed has left no trace and may simply run again.
    for (const migrationName of history.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
    const result = await engine.applyMigrations({ migrationsList, filters })
    return result.appliedMigrationNames
  } finally {
    engine.free()
    await adapter.close()
  }
}

async function readMigrations(): Promise<MigrationList> {
  const folder = new URL('../../prisma/migrations/', import.meta.url)
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = names.sort().map(async (name): Promise<MigrationDirectory> => {
    const content = await readFile(new URL(`${name}/migration.sql`, folder), 'utf8')
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: content } } }
  })
  return {
    baseDir: fileURLToPath(folder),
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(new URL('migration_lock.toml', folder), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  }
}
