import { Hono } from 'hono'
import { registerDeadLetterMetrics } from '../dead-letters/dead-letter-metrics.ts'
import { metrics } from '../platform/metrics.ts'
import { registerNowMetrics } from '../stats/now-metrics.ts'
import { checkReadiness } from './check-readiness.ts'

registerDeadLetterMetrics()
registerNowMetrics()

/** `/healthz`: the process is up. `/readyz`: it can do its work, and what is missing if not. `/metrics`: for Prometheus. */
export function createHealthApp(): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const readiness = await checkReadiness()
    return c.json(readiness, readiness.ready ? 200 : 503, readiness.ready ? {} : { 'Retry-After': '1' })
  })
  app.get('/metrics', async (c) => c.body(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }))
  return app
}
