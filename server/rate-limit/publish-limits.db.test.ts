import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useEngineGround } from '../../test/engine.ts'
import { makeKey, type RestServer, startRest, useRest } from '../../test/rest-api.ts'
import { takeSharedTokens } from './rate-bucket-store.ts'

const db = useDatabase()
useEngineGround()
const rest = useRest(db)
let operator: string
beforeAll(async () => {
  operator = await makeKey()
  await rest.call('PUT', '/api/v1/tenants/free', { key: operator, body: { name: 'Free' } })
  await rest.call('PUT', '/api/v1/tenants/slow', { key: operator, body: { name: 'Slow', publish_rate_per_second: 5 } })
})

const event = (tenant: string) => ({ tenant, type: 'memory.created', data: {} })
const publish = (server: RestServer, body: object, key = operator) =>
  server.call('POST', '/api/v1/webhooks/events', { key, body })

describe('the shared bucket', () => {
  test('gives what is needed and up to what is wanted, then nothing until more flowed in', async () => {
    const limit = { perSecond: 10, burst: 10 }
    expect(await takeSharedTokens('a', limit, 1, 4)).toEqual({ granted: 4, leftOver: 6 })
    expect((await takeSharedTokens('a', limit, 1, 50)).granted).toBe(6)
    expect((await takeSharedTokens('a', limit, 5, 5)).granted).toBe(0)
  })

  test('lets a need beyond its size through when full, as a debt', async () => {
    const limit = { perSecond: 10, burst: 10 }
    const { granted, leftOver } = await takeSharedTokens('b', limit, 100, 100)
    expect([granted, leftOver]).toEqual([100, -90])
    expect((await takeSharedTokens('b', limit, 1, 1)).granted).toBe(0)
  })

  test('concurrent takers together get no more than it holds', async () => {
    const limit = { perSecond: 1, burst: 20 }
    const grants = await Promise.all(Array.from({ length: 40 }, () => takeSharedTokens('c', limit, 1, 1)))
    const total = grants.reduce((sum, grant) => sum + grant.granted, 0)
    expect(total).toBeGreaterThanOrEqual(20)
    expect(total).toBeLessThanOrEqual(22)
  })
})

describe('publish limits', () => {
  test('of a tenant hold over several web processes, and other tenants do not notice', async () => {
    const other = await startRest(db.url)
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => publish(n % 2 ? rest : other, event('slow'))),
    )
    const accepted = answers.filter((answer) => answer.status === 202)
    const refused = answers.filter((answer) => answer.status === 429)
    expect(accepted.length + refused.length).toBe(60)
    expect(accepted.length).toBeGreaterThanOrEqual(5)
    // The burst of five and what flows in while sixty requests run.
    expect(accepted.length).toBeLessThanOrEqual(15)
    for (const answer of refused) {
      expect(answer.json.code).toBe('rate_limited')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.headers.get('ratelimit-policy')).toBe('"publish-tenant";q=5;w=1')
      expect(answer.headers.get('ratelimit')).toMatch(/^"publish-tenant";r=0;t=\d+$/)
    }
    expect((await publish(rest, event('free'))).status).toBe(202)
    await other.close()
  })

  test('turn back only their own events of a batch', async () => {
    await expect.poll(async () => (await publish(rest, event('slow'))).status, { timeout: 5_000 }).toBe(202)
    const batch = { events: [event('free'), ...Array.from({ length: 40 }, () => event('slow')), event('free')] }
    await publish(rest, batch)
    const answer = await publish(rest, batch)
    expect(answer.status).toBe(202)
    const codes = answer.json.results.map((result: { error?: { code: string } }) => result.error?.code ?? 'accepted')
    expect(codes[0]).toBe('accepted')
    expect(codes.at(-1)).toBe('accepted')
    expect(codes.slice(1, -1).every((code: string) => code === 'rate_limited')).toBe(true)
  })

  test('of a key hold whatever the tenant', async () => {
    const key = await makeKey({ publish_rate_per_second: 3 })
    const answers = await Promise.all(Array.from({ length: 30 }, () => publish(rest, event('free'), key)))
    const accepted = answers.filter((answer) => answer.status === 202)
    expect(accepted.length).toBeGreaterThanOrEqual(3)
    expect(accepted.length).toBeLessThanOrEqual(8)
    expect(answers.find((answer) => answer.status === 429)?.headers.get('ratelimit-policy')).toBe(
      '"publish-key";q=3;w=1',
    )
  })

  test('that are raised hold at once', async () => {
    await rest.call('PUT', '/api/v1/tenants/raised', { key: operator, body: { name: 'R', publish_rate_per_second: 1 } })
    await publish(rest, event('raised'))
    expect((await publish(rest, event('raised'))).status).toBe(429)
    await rest.call('PATCH', '/api/v1/tenants/raised', { key: operator, body: { publish_rate_per_second: null } })
    await expect.poll(async () => (await publish(rest, event('raised'))).status, { timeout: 2_000 }).toBe(202)
  })

  test('of somebody else’s tenant cannot be used up', async () => {
    await rest.call('PUT', '/api/v1/tenants/victim', { key: operator, body: { name: 'V', publish_rate_per_second: 2 } })
    const stranger = await makeKey({ tenant: 'free' })
    for (let n = 0; n < 20; n++) expect((await publish(rest, event('victim'), stranger)).status).toBe(404)
    expect((await publish(rest, event('victim'))).status).toBe(202)
  })
})
