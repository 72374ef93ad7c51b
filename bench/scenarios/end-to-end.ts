import { deliveryFigures, deliveryLines, waitForArrivals } from '../delivery-check.ts'
import { makeTenants } from '../installation.ts'
import { type LoadResult, publishSteadily, warmUpSeconds } from '../load.ts'
import { measureUse } from '../process-use.ts'
import type { Scenario } from '../scenario.ts'

/** Steady load for half a minute after a warm-up. */
export function endToEnd(perSecond: number): Scenario {
  return {
    name: `end-to-end-${perSecond}`,
    about: `${perSecond} single events a second, 50 tenants, one subscription each, 600-byte payloads, signed deliveries`,
    async run(stack, api) {
      const prefix = `steady${perSecond}`
      const tenants = await makeTenants(stack, api, { prefix, tenants: 50, subscriptionsEach: 1, path: '/ok' })
      const warmUp = await publishSteadily(api, tenants, {
        perSecond: Math.min(perSecond, 1_000),
        seconds: warmUpSeconds,
      })
      await waitForArrivals(stack, warmUp)
      let load: LoadResult | undefined
      const use = await measureUse(
        stack,
        async () => {
          load = await publishSteadily(api, tenants, { perSecond, seconds: 30 })
          await waitForArrivals(stack, load)
        },
        () => load?.sentAt.size ?? 0,
      )
      const measured = load as LoadResult
      return [...deliveryLines(stack, measured, deliveryFigures(stack, measured)), use]
    },
  }
}
