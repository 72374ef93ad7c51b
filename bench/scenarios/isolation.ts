import { comparedLine, waitForArrivals } from '../delivery-check.ts'
import { type BenchTenant, inChunks, makeTenants } from '../installation.ts'
import { type LoadResult, publishBatch, publishSteadily, warmUpSeconds } from '../load.ts'
import type { Scenario } from '../scenario.ts'

const flood = 20_000
const healthy = { perSecond: 500, seconds: 15 }

/** 49 healthy tenants, alone and then beside one that floods a receiver which behaves as `path` says. */
export function isolationFrom(path: string): Scenario {
  return {
    name: `isolation-${path.slice(1)}`,
    about: `${healthy.perSecond}/s to 49 tenants without and with one tenant's ${flood} events for a receiver at ${path}`,
    async run(stack, api) {
      const tenants = await makeTenants(stack, api, { prefix: 'calm', tenants: 49, subscriptionsEach: 1, path: '/ok' })
      const [noisy] = await makeTenants(stack, api, { prefix: 'noisy', tenants: 1, subscriptionsEach: 1, path })
      const warmUp = await publishSteadily(api, tenants, { perSecond: 500, seconds: warmUpSeconds })
      await waitForArrivals(stack, warmUp)
      const lines: string[] = []
      const measure = async (label: string): Promise<void> => {
        const load = await publishSteadily(api, tenants, healthy)
        await waitForArrivals(stack, load)
        lines.push(`${label}: ${comparedLine(stack, load)}`)
      }
      await measure('alone')
      const ignored: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 0 }
      await inChunks(flood / 100, 8, () => publishBatch(api, noisy as BenchTenant, 100, ignored))
      await measure('beside it')
      return lines
    },
  }
}

/** A thousand dead subscriptions of 200 tenants get an event each every few seconds. */
export const deadSubscriptions: Scenario = {
  name: 'isolation-dead-subscriptions',
  about: `${healthy.perSecond}/s to 50 tenants without and with 1,000 dead subscriptions of 200 tenants`,
  async run(stack, api) {
    const tenants = await makeTenants(stack, api, { prefix: 'calm', tenants: 50, subscriptionsEach: 1, path: '/ok' })
    const dead = await makeTenants(stack, api, { prefix: 'dead', tenants: 200, subscriptionsEach: 5, path: '/hang' })
    const warmUp = await publishSteadily(api, tenants, { perSecond: 500, seconds: warmUpSeconds })
    await waitForArrivals(stack, warmUp)
    const lines: string[] = []
    const measure = async (label: string, beside?: Promise<unknown>): Promise<void> => {
      const load = await publishSteadily(api, tenants, healthy)
      await Promise.all([waitForArrivals(stack, load), beside])
      lines.push(`${label}: ${comparedLine(stack, load)}`)
    }
    await measure('alone')
    await publishSteadily(api, dead, { perSecond: 200, seconds: 5 })
    await measure('beside them', publishSteadily(api, dead, { perSecond: 50, seconds: healthy.seconds }))
    return lines
  },
}
