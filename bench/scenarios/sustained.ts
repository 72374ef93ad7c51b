import { deliveryFigures, deliveryLines, waitForArrivals } from '../delivery-check.ts'
import { makeTenants } from '../installation.ts'
import { publishSteadily, warmUpSeconds } from '../load.ts'
import type { Scenario } from '../scenario.ts'

/** A rate is sustained when what waits does not grow: the last seconds' events arrive as fast as the first ones'. */
export const sustained: Scenario = {
  name: 'sustained',
  about: 'the highest of some rates at which no backlog grows over 20 s, 50 tenants, one subscription each',
  async run(stack, api) {
    const tenants = await makeTenants(stack, api, {
      prefix: 'sustained',
      tenants: 50,
      subscriptionsEach: 1,
      path: '/ok',
    })
    const warmUp = await publishSteadily(api, tenants, { perSecond: 1_000, seconds: warmUpSeconds })
    await waitForArrivals(stack, warmUp)
    const lines: string[] = []
    for (const perSecond of [1_500, 2_000, 2_500, 3_000, 3_500, 4_000]) {
      const load = await publishSteadily(api, tenants, { perSecond, seconds: 20 })
      const stoppedAt = performance.now()
      await waitForArrivals(stack, load)
      const backlogMs = performance.now() - stoppedAt
      lines.push(`${perSecond}/s asked:`, ...deliveryLines(stack, load, deliveryFigures(stack, load)))
      const kept = load.sentAt.size / load.seconds > perSecond * 0.98 && backlogMs < 1_000
      lines.push(kept ? 'sustained' : `not sustained: the rest took ${Math.round(backlogMs)} ms`)
      if (!kept) break
    }
    return lines
  },
}
