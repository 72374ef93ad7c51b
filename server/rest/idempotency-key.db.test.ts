import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'
import { uuidOf } from '../contract/ids.ts'
import { database } from '../platform/database.ts'

const rest = useRest(useDatabase())
let operator: string
beforeAll(async () => {
  operator = await makeKey()
})

const post = (key: string, body: object, path = '/api/v1/tenants') =>
  rest.call('POST', path, { key: operator, body, headers: { 'idempotency-key': key } })

describe.each([
  ['pause', 'running'],
  ['resume', 'paused'],
  ['cancel', 'running'],
])('%s of a replay', (verb, status) => {
  test('is undone with its answer when that cannot be kept, and done once with the same key afterwards', async () => {
    const { pool } = database()
    const tenant = (await post(randomUUID(), { name: 'Replaying' })).json.id
    const body = { tenant, from: '2020-01-01T00:00:00Z' }
    const { id } = (await post(randomUUID(), body, '/api/v1/webhooks/replays')).json
    const uuid = uuidOf('replay', id)
    await pool.query('update replays set status = $2, completed_at = null where id = $1', [uuid, status])
    const statusNow = async () => (await pool.query('select status from replays where id = $1', [uuid])).rows[0].status
    // What a process sees that dies after the change: the answer is never written.
    await pool.query(`create function no_answer() returns trigger language plpgsql as $$ begin raise 'gone'; end $$`)
    await pool.query(`create trigger no_answer before update on idempotent_requests for each row
                      when (new.status is not null) execute function no_answer()`)
    const key = randomUUID()
    const path = `/api/v1/webhooks/replays/${id}/${verb}`
    expect((await post(key, {}, path)).status).toBe(500)
    await pool.query('drop trigger no_answer on idempotent_requests')
    await pool.query('drop function no_answer')
    expect(await statusNow()).toBe(status)
    const done = await post(key, {}, path)
    expect(done.status, JSON.stringify(done.json)).toBeLessThan(300)
    expect(await statusNow()).not.toBe(status)
    expect((await post(key, {}, path)).headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('an Idempotency-Key', () => {
  test('makes a POST safe to send again', async () => {
    const key = randomUUID()
    const first = await post(key, { name: 'Once' })
    const second = await post(key, { name: 'Once' })
    expect(second).toMatchObject({ status: 201, json: first.json })
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
  })

  test('never shows a secret again', async () => {
    const key = randomUUID()
    const body = { name: 'CI', scopes: ['events:write'] }
    const first = await post(key, body, '/api/v1/keys')
    const second = await post(key, body, '/api/v1/keys')
    expect(first.json.key).toMatch(/^pt_/)
    const { key: _, ...shown } = first.json
    expect(second).toMatchObject({ status: 201, json: shown })
    expect(second.json.key).toBeUndefined()
  })

  test('is refused with another body', async () => {
    const key = randomUUID()
    await post(key, { name: 'One' })
    expect(await post(key, { name: 'Two' })).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } })
  })

  test('is free again after a request that failed', async () => {
    const key = randomUUID()
    expect((await post(key, { name: '' })).status).toBe(422)
    expect((await post(key, { name: 'Mended' })).status).toBe(201)
  })

  test('must be sensible', async () => {
    expect((await post('x'.repeat(257), { name: 'a' })).status).toBe(422)
  })
})
