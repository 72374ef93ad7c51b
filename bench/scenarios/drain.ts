import { deliveryFigures, waitForArrivals } from '../delivery-check.ts'
import { type BenchTenant, inChunks, makeTenants } from '../installation.ts'
import { type LoadResult, publishBatch } from '../load.ts'
import { measureUse } from '../process-use.ts'
import type { Scenario } from '../scenario.ts'

const backlog = 50_000

/** Paused subscriptions collect a backlog; the clock runs from the first resume to the last arrival. */
export const drain: Scenario = {
  name: 'drain',
  about: `${backlog} deliveries of 50 paused subscriptions are sent when these resume`,
  async run(stack, api) {
    const tenants = await makeTenants(stack, api, { prefix: 'drain', tenants: 50, subscriptionsEach: 1, path: '/ok' })
    const ids = (await Promise.all(tenants.map((tenant) => api.subscriptionsOf(tenant.uid)))).flat()
    await Promise.all(ids.map((id) => api.post(`/api/v1/webhooks/subscriptions/${id}/pause`, {})))
    const load: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 0 }
    await inChunks(backlog / 100, 16, (index) =>
      publishBatch(api, tenants[index % tenants.length] as BenchTenant, 100, load),
    )
    const startedAt = performance.now()
    const use = await measureUse(
      stack,
      async () => {
        await Promise.all(ids.map((id) => api.post(`/api/v1/webhooks/subscriptions/${id}/resume`, {})))
        await waitForArrivals(stack, load)
      },
      () => load.sentAt.size,
    )
    const seconds = (performance.now() - startedAt) / 1000
    const figures = deliveryFigures(stack, load)
    return [
      `${Math.round(load.sentAt.size / seconds)} deliveries/s over ${seconds.toFixed(1)} s and ${ids.length} lanes`,
      `duplicates ${figures.duplicates}, lost ${figures.lost}`,
      use,
    ]
  },
}
