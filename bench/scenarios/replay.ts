import { deliveryFigures, waitForArrivals } from '../delivery-check.ts'
import { type BenchTenant, inChunks, makeTenants } from '../installation.ts'
import { type LoadResult, publishBatch, publishSteadily } from '../load.ts'
import { percentileLine } from '../percentiles.ts'
import type { Scenario } from '../scenario.ts'

const size = 100_000
const live = { perSecond: 50, seconds: 10 }

/** Everything is delivered once; then one subscription gets all of it again, live events in between. */
export const replay: Scenario = {
  name: 'replay-100k',
  about: `a replay of ${size} deliveries of one subscription, and ${live.perSecond}/s live events to the same one`,
  async run(stack, api) {
    const tenants = await makeTenants(stack, api, { prefix: 'replay', tenants: 1, subscriptionsEach: 1, path: '/ok' })
    const [tenant] = tenants as [BenchTenant]
    const [subscription] = await api.subscriptionsOf(tenant.uid)
    const before = await liveLine(stack, api, tenants)
    const past: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 0 }
    await inChunks(size / 100, 8, () => publishBatch(api, tenant, 100, past))
    await waitForArrivals(stack, past)
    const startedAt = performance.now()
    const made = await api.post<{ id: string; total: number }>('/api/v1/webhooks/replays', {
      subscription,
      from: new Date(Date.now() - 3_600_000).toISOString(),
      include: 'all',
    })
    const beside = liveLine(stack, api, tenants)
    await waitForArrivals(stack, past, 2)
    const seconds = (performance.now() - startedAt) / 1000
    return [
      `${made.total} deliveries again in ${seconds.toFixed(1)} s (${Math.round(made.total / seconds)}/s)`,
      `live before: ${before}`,
      `live beside it: ${await beside}`,
    ]
  },
}

async function liveLine(
  stack: Parameters<Scenario['run']>[0],
  api: Parameters<Scenario['run']>[1],
  tenants: BenchTenant[],
): Promise<string> {
  const load = await publishSteadily(api, tenants, live)
  await waitForArrivals(stack, load)
  return percentileLine(deliveryFigures(stack, load).latencyMs)
}
