import { collectDefaultMetrics, Registry } from 'prom-client'

/** Everything that GET /metrics shows. Parts register their own metrics here. */
export const metrics = new Registry()

collectDefaultMetrics({ register: metrics, prefix: 'postrider_' })
