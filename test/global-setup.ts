import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../server/launch/embedded-postgres.ts'
import { applyMigrations } from '../server/migrations/apply-migrations.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the tests' own server; its database is the empty maintenance one. */
    serverUrl: string
  }
}

/** The database every test file starts from a copy of. */
export const templateName = 'postrider_template'

/** One PostgreSQL for all database tests of a run, in a temporary folder, on a free port, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'postrider-test-'))
  const server = await startEmbeddedPostgres({
    dataDir,
    // Nothing here has to survive a power cut.
    settings: {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
      max_locks_per_transaction: '1024',
      shared_buffers: '128MB',
    },
  })
  const template = new URL(server.url)
  template.pathname = `/${templateName}`
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query(`create database ${templateName}`)
  await applyMigrations(template.href)
  await client.query(`alter database ${templateName} is_template true allow_connections false`)
  await client.end()
  project.provide('serverUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
