import { Gauge } from 'prom-client'
import { mostCounted } from '../contract/stats-limits.ts'
import { clock } from '../platform/clock.ts'
import { metrics } from '../platform/metrics.ts'
import { readStatsNow, type StatsNowRow } from './stats-now-store.ts'

const everything = { tenantId: null, appId: null }
const anything = { subscriptionId: null, overdueFromMs: null }

let looking: Promise<StatsNowRow | null> | null = null

/** One look for all figures of one answer; null while the database is away. */
function look(): Promise<StatsNowRow | null> {
  looking ??= readStatsNow(everything, anything, mostCounted)
    .catch(() => null)
    .finally(() => {
      looking = null
    })
  return looking
}

/**
 * What waits and what fails in the whole installation, looked up whenever /metrics is read. While the database is away there are no
 * figures.
 */
export function registerNowMetrics(): void {
  const gauge = (
    name: string,
    help: string,
    read: (now: StatsNowRow, gauge: Gauge) => void,
    labelNames: string[] = [],
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [metrics],
      async collect() {
        const now = await look()
        this.reset()
        if (now) read(now, this)
        // A reset leaves nothing of a metric with labels, and a nought of one without.
        else if (labelNames.length === 0) this.remove()
      },
    })
  gauge(
    'postrider_deliveries_waiting',
    `Deliveries that are to be sent or sent again, counted up to ${mostCounted}.`,
    (now, it) => it.set(now.waiting),
  )
  gauge(
    'postrider_oldest_waiting_seconds',
    'Age of the event that waits longest for its delivery, 0 where nothing waits.',
    ({ oldestWaitingAt: at }, it) => it.set(at === null ? 0 : Math.max(0, (clock.now() - at) / 1000)),
  )
  gauge(
    'postrider_subscriptions',
    'Subscriptions by state. Those that fail and those with an open circuit are active, too.',
    ({ subscriptions, failing, open, paused, disabled }, it) => {
      const states = { active: subscriptions - paused - disabled, failing, circuit_open: open, paused, disabled }
      for (const [state, count] of Object.entries(states)) it.set({ state }, count)
    },
    ['state'],
  )
}
