import { Counter, Histogram } from 'prom-client'
import { metrics } from '../platform/metrics.ts'

const requests = new Counter({
  name: 'postrider_http_requests_total',
  help: 'REST requests by operation and status.',
  labelNames: ['operation', 'status'] as const,
  registers: [metrics],
})

const seconds = new Histogram({
  name: 'postrider_http_request_seconds',
  help: 'Time to answer a REST request, by operation.',
  labelNames: ['operation'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
})

/** Looking a child up by its labels costs more than counting: the ones in use are kept. */
const counters = new Map<string, Counter.Internal>()
const histograms = new Map<string, Histogram.Internal<'operation'>>()

export function countRequest(operation: string, status: number, tookMs: number): void {
  kept(counters, `${operation} ${status}`, () => requests.labels({ operation, status: String(status) })).inc()
  kept(histograms, operation, () => seconds.labels({ operation })).observe(tookMs / 1000)
}

function kept<Child>(children: Map<string, Child>, name: string, make: () => Child): Child {
  const known = children.get(name)
  if (known) return known
  const child = make()
  children.set(name, child)
  return child
}
