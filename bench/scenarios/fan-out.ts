import { deliveryFigures, waitForArrivals } from '../delivery-check.ts'
import { type BenchTenant, makeTenants } from '../installation.ts'
import { type LoadResult, publishOne } from '../load.ts'
import { percentileOf } from '../percentiles.ts'
import type { Scenario } from '../scenario.ts'

const subscriptions = 1_000
const rounds = 5

export const fanOut: Scenario = {
  name: 'fan-out',
  about: `one event to ${subscriptions} subscriptions of one tenant, right after the start and ${rounds} times more, each with cold lanes`,
  async run(stack, api) {
    const [tenant] = await makeTenants(stack, api, {
      prefix: 'fan',
      tenants: 1,
      subscriptionsEach: subscriptions,
      path: '/ok',
    })
    const tookMs: number[] = []
    let lost = 0
    let duplicates = 0
    for (let round = 0; round <= rounds; round++) {
      const load: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 1 }
      await publishOne(api, tenant as BenchTenant, load)
      await waitForArrivals(stack, load, subscriptions)
      const figures = deliveryFigures(stack, load, subscriptions)
      lost += figures.lost
      duplicates += figures.duplicates
      const [[n, sentAt]] = [...load.sentAt] as [[number, number]]
      tookMs.push(Math.max(...(stack.receiver.arrivals.get(n) ?? [])) - sentAt)
      // Lanes linger: the next round shall find them cold.
      await new Promise((resolve) => setTimeout(resolve, 2_000))
    }
    const [first, ...later] = tookMs
    const sorted = later.toSorted((a, b) => a - b)
    return [
      // Code, plans and connections are cold as well, which they are once.
      `all received right after the start after ${first?.toFixed(0)} ms`,
      `all received after ${sorted.map((ms) => ms.toFixed(0)).join(', ')} ms (median ${percentileOf(sorted, 0.5).toFixed(0)} ms)`,
      `duplicates ${duplicates}, lost ${lost}`,
    ]
  },
}
