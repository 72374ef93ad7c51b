import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { database } from '../platform/database.ts'
import { afterCommit } from '../platform/joined-transaction.ts'
import { runOnce } from './run-once.ts'

useDatabase()

const body = Buffer.from('{"a":1}')
const nameOf = (key: string) => ({ actor: 'key_1', path: '/api/v1/things', key })

function thing(status = 201) {
  let runs = 0
  const run = async () => {
    runs += 1
    return {
      fresh: { status, response: JSON.stringify({ run: runs, secret: 's' }) },
      kept: { status, response: JSON.stringify({ run: runs }) },
    }
  }
  return { run, runs: () => runs }
}

describe('a request that must not run twice', () => {
  test('runs once; its twin gets the answer without the secret', async () => {
    const name = nameOf(randomUUID())
    const { run, runs } = thing()
    expect((await runOnce(name, body, run)).answer.response).toBe('{"run":1,"secret":"s"}')
    expect(await runOnce(name, body, run)).toEqual({ answer: { status: 201, response: '{"run":1}' }, isReplay: true })
    expect(runs()).toBe(1)
  })

  test('an answer without a body is given again, too', async () => {
    const name = nameOf(randomUUID())
    const empty = async () => ({ fresh: { status: 204, response: null }, kept: { status: 204, response: null } })
    await runOnce(name, body, empty)
    expect(await runOnce(name, body, empty)).toEqual({ answer: { status: 204, response: null }, isReplay: true })
  })

  test('another body is refused, other callers and paths are not concerned', async () => {
    const name = nameOf(randomUUID())
    const { run, runs } = thing()
    await runOnce(name, body, run)
    await expect(runOnce(name, Buffer.from('{}'), run)).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    await runOnce({ ...name, actor: 'key_2' }, Buffer.from('{}'), run)
    await runOnce({ ...name, path: '/api/v1/others' }, Buffer.from('{}'), run)
    expect(runs()).toBe(3)
  })

  test('while it runs its twin is told so', async () => {
    const name = nameOf(randomUUID())
    const gate = Promise.withResolvers<void>()
    const { run } = thing()
    const first = runOnce(name, body, async () => {
      await gate.promise
      return run()
    })
    await expect
      .poll(
        async () =>
          (await database().pool.query('select from idempotent_requests where key = $1', [name.key])).rowCount,
      )
      .toBe(1)
    await expect(runOnce(name, body, run)).rejects.toMatchObject({ code: 'request_in_progress' })
    gate.resolve()
    expect((await first).isReplay).toBe(false)
  })

  test('of many at once one runs', async () => {
    const name = nameOf(randomUUID())
    const { run, runs } = thing()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => runOnce(name, body, run)))
    expect(runs()).toBe(1)
    expect(results.filter((result) => result.status === 'fulfilled').length).toBeGreaterThan(0)
  })

  test('after a failure it may run again', async () => {
    const name = nameOf(randomUUID())
    const { run } = thing()
    await expect(runOnce(name, body, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect((await runOnce(name, body, run)).isReplay).toBe(false)
  })

  test('one that crashed is taken over when its lock ends, by the same body only', async () => {
    const name = nameOf(randomUUID())
    const { run } = thing()
    void runOnce(name, body, () => new Promise(() => undefined))
    const isLocked = async () =>
      (await database().pool.query('select from idempotent_requests where key = $1', [name.key])).rowCount
    await expect.poll(isLocked).toBe(1)
    await expect(runOnce(name, body, run)).rejects.toMatchObject({ code: 'request_in_progress' })
    await database().pool.query(
      `update idempotent_requests set locked_until = now() - interval '1 second' where key = $1`,
      [name.key],
    )
    await expect(runOnce(name, Buffer.from('{}'), run)).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    expect((await runOnce(name, body, run)).isReplay).toBe(false)
  })

  test('when its window is over it runs anew, and old rows are swept', async () => {
    const [name, old] = [nameOf(randomUUID()), nameOf(randomUUID())]
    const { run, runs } = thing()
    for (const each of [name, old]) await runOnce(each, body, run)
    await database().pool.query(`update idempotent_requests set expires_at = now() - interval '1 second'`)
    expect((await runOnce(name, Buffer.from('{"b":2}'), run)).isReplay).toBe(false)
    expect(runs()).toBe(3)
    const { rows } = await database().pool.query('select key from idempotent_requests where expires_at < now()')
    expect(rows).toEqual([])
  })
})

describe('a change and its kept answer', () => {
  const tenantsNamed = async (name: string) =>
    (await database().pool.query('select 1 from tenants where name = $1', [name])).rowCount
  const makeTenant = (name: string) =>
    database().prisma.$transaction((tx) => tx.tenant.create({ data: { id: randomUUID(), name } }))
  const answer = { fresh: { status: 201, response: '{}' }, kept: { status: 201, response: '{}' } }

  test('are committed together: who dies after the change leaves neither, and the same key runs it once', async () => {
    const name = nameOf(randomUUID())
    const dying = runOnce(name, body, async () => {
      await makeTenant(name.key)
      const [session] = await database().prisma.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
      await database().pool.query('select pg_terminate_backend($1)', [session?.pid])
      return answer
    })
    await expect(dying).rejects.toThrow()
    expect(await tenantsNamed(name.key)).toBe(0)
    const again = () =>
      runOnce(name, body, async () => {
        await makeTenant(name.key)
        return answer
      })
    expect((await again()).isReplay).toBe(false)
    expect((await again()).isReplay).toBe(true)
    expect(await tenantsNamed(name.key)).toBe(1)
  })

  test('are both undone when the lock was lost: the twin that took it over runs alone', async () => {
    const name = nameOf(randomUUID())
    const slow = runOnce(name, body, async () => {
      await makeTenant(name.key)
      await database().pool.query(
        `update idempotent_requests set locked_until = now() - interval '1 second' where key = $1`,
        [name.key],
      )
      await runOnce(name, body, async () => answer)
      return answer
    })
    await expect(slow).rejects.toMatchObject({ code: 'request_in_progress' })
    expect(await tenantsNamed(name.key)).toBe(0)
  })

  test('come before whatever others are told of the change', async () => {
    const name = nameOf(randomUUID())
    let seen: number | null = null
    await runOnce(name, body, async () => {
      await makeTenant(name.key)
      await afterCommit(async () => {
        seen = await tenantsNamed(name.key)
      })
      return answer
    })
    expect(seen).toBe(1)
  })
})
