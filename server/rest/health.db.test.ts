import type { Pool } from 'pg'
import { describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { useRest } from '../../test/rest-api.ts'
import { synchroniseClock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'

const rest = useRest(useDatabase())

const seenAgo = (seconds: number) =>
  database().pool.query(
    `insert into workers (id, host, pid, seen_at) values ($1, 'host', 1, now() - make_interval(secs => $2))`,
    [newUuid(), seconds],
  )

describe('health', () => {
  test('the process is up', async () => {
    expect(await rest.call('GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } })
  })

  test('it is ready once a worker was seen in the last ten seconds', async () => {
    await seenAgo(11)
    const waiting = await rest.call('GET', '/readyz')
    expect(waiting).toMatchObject({
      status: 503,
      json: { ready: false, database: 'ok', migrations: 'ok', worker: 'missing' },
    })
    expect(waiting.headers.get('retry-after')).toBe('1')
    await seenAgo(1)
    expect(await rest.call('GET', '/readyz')).toMatchObject({ status: 200, json: { ready: true, worker: 'ok' } })
  })

  test('it says how far the clock of this machine is from that of the database', async () => {
    await synchroniseClock(database().pool)
    const near = (await rest.call('GET', '/readyz')).json.clock_skew_ms
    // As if the database's clock were an hour ahead.
    const ahead = { query: async () => ({ rows: [{ ms: performance.timeOrigin + performance.now() + 3_600_000 }] }) }
    await synchroniseClock(ahead as unknown as Pool)
    const far = (await rest.call('GET', '/readyz')).json.clock_skew_ms
    await synchroniseClock(database().pool)
    expect(Math.abs(near)).toBeLessThan(5_000)
    expect(far).toBeGreaterThan(3_590_000)
  })

  test('it is not ready for a database that lacks a migration', async () => {
    const { pool } = database()
    await pool.query(`update _prisma_migrations set finished_at = null where migration_name like '%foundation'`)
    expect(await rest.call('GET', '/readyz')).toMatchObject({ status: 503, json: { migrations: 'missing' } })
    await pool.query('drop table _prisma_migrations')
    expect(await rest.call('GET', '/readyz')).toMatchObject({ status: 503, json: { migrations: 'missing' } })
  })

  test('metrics are in the text format of Prometheus and count requests', async () => {
    await rest.call('GET', '/api/v1/openapi.json')
    const response = await fetch(`${rest.origin}/metrics`)
    expect(response.headers.get('content-type')).toContain('text/plain')
    const text = await response.text()
    expect(text).toContain('postrider_dead_letters{absent="false"} 0')
    expect(text).toContain('postrider_deliveries_waiting 0')
    expect(text).toContain('postrider_oldest_waiting_seconds 0')
    expect(text).toContain('postrider_subscriptions{state="circuit_open"} 0')
    expect(text).toMatch(/postrider_http_requests_total\{operation="getOpenApi",status="200"\} [1-9]/)
  })
})
