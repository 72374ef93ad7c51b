import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMigratedDatabase, type TestDatabase } from '../../test/database.ts'
import { makeKey, type RestServer, startRest } from '../../test/rest-api.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'

/** A database behind a cable that can be pulled. */
class Cable {
  readonly server: Server
  private readonly sockets = new Set<Socket>()
  private target: URL
  isPulled = false

  constructor(target: URL) {
    this.target = target
    this.server = createServer((near) => {
      if (this.isPulled) return near.destroy()
      const far = connect(Number(this.target.port), this.target.hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(socket)
        socket.pipe(other)
        socket.on('error', () => other.destroy())
        socket.on('close', () => {
          this.sockets.delete(socket)
          other.destroy()
        })
      }
      return undefined
    })
  }

  pull(): void {
    this.isPulled = true
    for (const socket of this.sockets) socket.destroy()
  }
}

let copy: TestDatabase
let cable: Cable
let rest: RestServer
let key: string
beforeAll(async () => {
  copy = await createMigratedDatabase()
  cable = new Cable(new URL(copy.url))
  await new Promise<void>((resolve) => cable.server.listen(0, '127.0.0.1', resolve))
  const url = new URL(copy.url)
  url.hostname = '127.0.0.1'
  url.port = String((cable.server.address() as { port: number }).port)
  await openDatabase({ url: url.href, poolSize: 4 })
  rest = await startRest(url.href)
  key = await makeKey()
})
afterAll(async () => {
  cable.isPulled = false
  await rest.close()
  await closeDatabase()
  cable.pull()
  cable.server.close()
  await copy[Symbol.asyncDispose]()
})

const publish = () =>
  rest.call('POST', '/api/v1/webhooks/events', { key, body: { tenant: 'acme', type: 'memory.created', data: {} } })

describe('while the database is away', () => {
  test('nothing answers 2xx: everything is 503 with Retry-After, and works again afterwards', async () => {
    await rest.call('PUT', '/api/v1/tenants/acme', { key, body: { name: 'Acme' } })
    cable.pull()
    const answers = await Promise.all([
      publish(),
      rest.call('GET', '/api/v1/tenants', { key }),
      rest.call('POST', '/api/v1/tenants', { key, body: { name: 'Lost' } }),
      rest.call('POST', '/api/v1/tenants', { key, body: { name: 'Lost' }, headers: { 'idempotency-key': 'lost' } }),
      rest.call('GET', '/api/v1/webhooks/event-types', { key: 'pt_0000000000000000000000000000000000' }),
    ])
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.headers.get('x-request-id')).not.toBeNull()
    }
    expect(await rest.call('GET', '/readyz')).toMatchObject({ status: 503, json: { database: 'away' } })
    expect((await rest.call('GET', '/healthz')).status).toBe(200)

    cable.isPulled = false
    await expect
      .poll(async () => (await rest.call('POST', '/api/v1/tenants', { key, body: { name: 'Back' } })).status, {
        timeout: 10_000,
      })
      .toBe(201)
    const { data } = (await rest.call('GET', '/api/v1/tenants', { key })).json
    expect(data.map((tenant: { name: string }) => tenant.name)).toEqual(['Back', 'Acme'])
  })
})
