import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase, openDatabase } from '../server/platform/database.ts'
import { templateName } from './global-setup.ts'

export interface TestDatabase extends AsyncDisposable {
  url: string
}

/**
 * A migrated database of this file's own, opened as the process's database before its first test and dropped after its
 * last. Returns a handle whose `url` may be read inside tests, for a second connection.
 */
export function useDatabase(options: { poolSize?: number } = {}): { readonly url: string } {
  let copy: TestDatabase | undefined
  beforeAll(async () => {
    copy = await createDatabase(`template ${templateName}`)
    await openDatabase({ url: copy.url, poolSize: options.poolSize ?? 10 })
  })
  afterAll(async () => {
    await closeDatabase()
    await copy?.[Symbol.asyncDispose]()
  })
  return {
    get url() {
      if (!copy) throw new Error('The database exists from the first beforeAll on.')
      return copy.url
    },
  }
}

/** A migrated database that nothing has opened: for tests that start processes. */
export function createMigratedDatabase(): Promise<TestDatabase> {
  return createDatabase(`template ${templateName}`)
}

/** A database without any table. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template template0')
}

async function createDatabase(from: string): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name} ${from}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await untilLeft(serverUrl, name)
      // force: a test that failed may have left connections behind.
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

const leavingMs = 2_000

/** A pool says that it has ended while its connections still say goodbye: to end one then is an error that nobody hears. */
async function untilLeft(serverUrl: string, name: string): Promise<void> {
  const deadline = performance.now() + leavingMs
  const sql = `select count(*)::int as count from pg_stat_activity where datname = '${name}'`
  while (performance.now() < deadline) {
    const [row] = await onServer(serverUrl, sql)
    if (row?.count === 0) return
    await pause(20)
  }
}

async function onServer(url: string, statement: string): Promise<{ count?: number }[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
