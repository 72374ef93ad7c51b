import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { embeddedSettings } from './embedded-settings.ts'

let dataDir: string
const servers: EmbeddedPostgres[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'postrider-embedded-'))
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { ...embeddedSettings, shared_buffers: '32MB' } })
  servers.push(server)
  return server
}

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client(server.url)
  await client.connect()
  const result = await client.query({ text: statement, rowMode: 'array' })
  await client.end()
  return result.rows.flat()
}

test('the folder holds a password that only its owner may read, and a wrong one is refused', async () => {
  const server = await start()
  expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600)
  const url = new URL(server.url)
  url.password = 'guess'
  await expect(ask({ ...server, url: url.href }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('it listens on loopback only, with the settings the engine counts on', async () => {
  const server = await start()
  const names = ['listen_addresses', 'max_locks_per_transaction', 'synchronous_commit', 'fsync', 'autovacuum']
  const values = await Promise.all(names.map((name) => ask(server, `show ${name}`)))
  expect(values.flat()).toEqual(['127.0.0.1', '1024', 'on', 'on', 'on'])
})

test('a server that was left running is stopped, and what was committed in it is there', async () => {
  const left = await start()
  await ask(left, 'create table kept as select 7 as number')
  const next = await start()
  await left.exited
  expect(await ask(next, 'select number from kept')).toEqual([7])
})

test('a lock file whose process is another program by now does not stop a start', async () => {
  const first = await start()
  await first.stop()
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n0\n1\n\n127.0.0.1\n`)
  const next = await start()
  expect(await ask(next, 'select 1')).toEqual([1])
})

test('a first start that was killed while it made the cluster is begun anew', async () => {
  await rm(dataDir, { recursive: true })
  const first = await start()
  await first.stop()
  await rm(join(dataDir, 'postgres'), { recursive: true })
  // What initdb leaves when it is killed: files, but not all of them, and not under the final name.
  await mkdir(join(dataDir, 'postgres.new'))
  await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n')
  const next = await start()
  expect(await ask(next, 'select 1')).toEqual([1])
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
})
