import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { DeliveryEngine } from '../server/lanes/delivery-engine.ts'
import { clockSkewMs } from '../server/platform/clock.ts'
import { skewLimitMs } from '../server/platform/watch-clock.ts'

/** `/healthz`, `/readyz` and `/metrics` of a worker. `port` 0 takes a free one; loopback only unless a port is given. */
export async function serveHealth(
  port: number,
  engine: DeliveryEngine,
): Promise<{ port: number; close(): Promise<void> }> {
  const registry = createRegistry(engine)
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (request.url === '/healthz') return answer(200, { status: 'ok' })
    if (request.url === '/readyz') {
      const { connected } = engine.figures()
      const skewMs = Math.round(clockSkewMs())
      const ready = connected && Math.abs(skewMs) < skewLimitMs
      return answer(ready ? 200 : 503, { ready, lane_connections: connected, clock_skew_ms: skewMs })
    }
    if (request.url === '/metrics') {
      void registry.metrics().then((text) => {
        response.writeHead(200, { 'content-type': registry.contentType })
        response.end(text)
      })
      return
    }
    answer(404, { status: 'not found' })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, port === 0 ? '127.0.0.1' : undefined, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function createRegistry(engine: DeliveryEngine): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  gauge('postrider_lanes', 'Lanes this process holds or asks for.', () => engine.figures().lanes)
  gauge('postrider_hot_lanes', 'Lanes with something to send or to wait for.', () => engine.figures().hotLanes)
  gauge('postrider_deliveries_in_flight', 'Deliveries read and not yet recorded.', () => engine.figures().inFlight)
  gauge('postrider_results_unrecorded', 'Results that wait for the database.', () => engine.figures().unrecorded)
  new Counter({
    name: 'postrider_delivery_attempts_total',
    help: 'Attempts that were recorded, by what came of them.',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [outcome, count] of engine.figures().recorded) this.inc({ outcome }, count)
    },
  })
  gauge('postrider_clock_skew_seconds', 'Database time minus this machine’s time.', () => clockSkewMs() / 1000)
  return registry
}
