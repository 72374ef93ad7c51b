import pg from 'pg'
import { expect, test } from 'vitest'
import { PostgresProxy } from '../../test/chaos/postgres-proxy.ts'
import { useDatabase } from '../../test/database.ts'
import { makeSubscription, makeTenant, rows, soon, useEngineGround } from '../../test/engine.ts'
import { newUuid } from '../platform/uuid.ts'
import { laneLockSpace } from './lane-store.ts'
import { LockConnection } from './lock-connection.ts'

const at = useDatabase()
useEngineGround()

interface Watched extends AsyncDisposable {
  locks: LockConnection
  /** How often its lanes had to be dropped. */
  lost: () => number
  /** What the network between it and PostgreSQL does. */
  proxy: PostgresProxy
}

async function connectionThroughProxy(): Promise<Watched> {
  const server = new URL(at.url)
  const proxy = new PostgresProxy({ host: server.hostname, port: Number(server.port) })
  const url = new URL(at.url)
  url.hostname = '127.0.0.1'
  url.port = String(await proxy.open('lanes'))
  let lost = 0
  const locks = new LockConnection({
    url: url.href,
    workerId: newUuid(),
    events: {
      onNudge: () => undefined,
      onAccepted: () => undefined,
      onLost: () => {
        lost += 1
      },
    },
  })
  return {
    locks,
    lost: () => lost,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await locks.stop()
      await proxy.close()
    },
  }
}

/** Sooner than PostgreSQL ends a silent session by itself. */
const atOnce = { timeout: 7_000, interval: 20 }

const makeLane = async (): Promise<string> => makeSubscription((await makeTenant()).id, 'http://127.0.0.1:9/hook')

const isFree = async (id: string): Promise<boolean> => {
  const client = new pg.Client(at.url)
  await client.connect()
  try {
    const sql = 'select pg_try_advisory_lock($2::bigint + lane_no) as free from subscriptions where id = $1'
    return (await client.query(sql, [id, laneLockSpace])).rows[0].free
  } finally {
    await client.end()
  }
}

/** Sessions of lanes, by what they are about. */
const sessions = (): Promise<object[]> =>
  rows(`select from pg_stat_activity where datname = current_database() and application_name = 'postrider lanes'`)

test('a connection that is cut is lost at once, and another one is made', async () => {
  await using own = await connectionThroughProxy()
  await own.locks.start()
  const id = await makeLane()
  expect(await own.locks.tryLock(id)).toBe(true)
  const first = own.locks.sessionPid
  own.proxy.cut({})
  await expect.poll(own.lost, soon).toBe(1)
  await expect.poll(() => own.locks.connected, soon).toBe(true)
  expect(own.locks.sessionPid).not.toBe(first)
  // What the former one had locked went with it.
  await expect.poll(() => own.locks.tryLock(id), soon).toBe(true)
})

test('a statement that fails ends the session: what it had locked is free', async () => {
  await using own = await connectionThroughProxy()
  await own.locks.start()
  const id = await makeLane()
  await own.locks.tryLock(id)
  await expect(own.locks.hasDue('not a uuid')).rejects.toThrow()
  expect(own.lost()).toBe(1)
  await expect.poll(() => isFree(id), atOnce).toBe(true)
  await expect.poll(sessions, atOnce).toHaveLength(1)
})

test('an idle connection that is answered stays; one that is not is given up after five seconds, and PostgreSQL frees its locks', async () => {
  await using own = await connectionThroughProxy()
  await own.locks.start()
  const id = await makeLane()
  await own.locks.tryLock(id)
  const startedAt = performance.now()
  // Longer than it waits for an answer: it asks by itself.
  await expect.poll(() => performance.now() - startedAt, { timeout: 9_000, interval: 200 }).toBeGreaterThan(6_500)
  expect(own.lost()).toBe(0)
  // Neither side hears of the other any more, nor of its end.
  own.proxy.vanish({})
  await expect.poll(own.lost, soon).toBe(1)
  await expect.poll(() => isFree(id), { timeout: 14_000, interval: 100 }).toBe(true)
}, 45_000)

test('one that is stopped while it connects leaves no session behind', async () => {
  await using own = await connectionThroughProxy()
  const started = own.locks.start()
  await Promise.all([own.locks.stop(), expect(started).rejects.toThrow('stops')])
  await expect.poll(sessions, atOnce).toEqual([])
  expect(own.lost()).toBe(0)
})

test('while a session of a worker lives, nobody takes the worker for dead', async () => {
  await using own = await connectionThroughProxy()
  const alive = () =>
    rows(`select from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted
    and database = (select oid from pg_database where datname = current_database())`)
  expect(await alive()).toEqual([])
  await own.locks.start()
  expect(await alive()).toHaveLength(1)
})
