import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { makeKey, useRest } from '../../test/rest-api.ts'

const rest = useRest(useDatabase())
let operator: string
beforeAll(async () => {
  operator = await makeKey()
})

const post = (key: string, body: object, path = '/api/v1/tenants') =>
  rest.call('POST', path, { key: operator, body, headers: { 'idempotency-key': key } })

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
