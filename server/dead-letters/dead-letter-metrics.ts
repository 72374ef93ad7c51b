import { Gauge } from 'prom-client'
import { metrics } from '../platform/metrics.ts'
import { countChosen } from './dead-letter-action-store.ts'

/** Counting goes no further: beyond this an alarm has long been raised. */
const most = 1_000_000

const everything = { tenantId: null, appId: null }

/** Counts dead letters of the whole installation whenever /metrics is read. While the database is away there is no figure. */
export function registerDeadLetterMetrics(): void {
  new Gauge({
    name: 'postrider_dead_letters',
    help: 'Dead letters by whether the receiver was away (absent: they come back by themselves where the subscription says so).',
    labelNames: ['absent'],
    registers: [metrics],
    async collect() {
      this.reset()
      const counted = await countChosen(everything, most).catch(() => null)
      if (!counted) return
      const absent = counted.reduce((sum, lane) => sum + lane.absent, 0)
      this.set({ absent: 'true' }, absent)
      this.set({ absent: 'false' }, counted.reduce((sum, lane) => sum + lane.total, 0) - absent)
    },
  })
}
