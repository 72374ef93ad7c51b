import { deliveryFigures, waitForArrivals } from '../delivery-check.ts'
import { Api, type BenchTenant, makeTenants } from '../installation.ts'
import { type LoadResult, publishOne } from '../load.ts'
import type { Scenario } from '../scenario.ts'
import { benchSecret } from '../secret.ts'

const rounds = 10

/** The second web process made the subscription a moment before the first one accepts the event. */
export const exactMatching: Scenario = {
  name: 'exact-matching',
  about: `one event to each of 50 tenants right after another web process made one more subscription, ${rounds} times`,
  async run(stack, api) {
    const tenants = await makeTenants(stack, api, { prefix: 'exact', tenants: 50, subscriptionsEach: 1, path: '/ok' })
    const other = new Api((await stack.startWeb()).port)
    const url = `http://127.0.0.1:${stack.receiver.port}/ok`
    let lost = 0
    let duplicates = 0
    for (let round = 1; round <= rounds; round++) {
      const load: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 1 }
      await Promise.all(
        tenants.map(async (tenant: BenchTenant) => {
          await other.post('/api/v1/webhooks/subscriptions', {
            tenant: tenant.uid,
            url,
            events: ['*'],
            secret: benchSecret,
          })
          await publishOne(api, tenant, load)
        }),
      )
      await waitForArrivals(stack, load, round + 1)
      const figures = deliveryFigures(stack, load, round + 1)
      lost += figures.lost
      duplicates += figures.duplicates
    }
    await other.close()
    return [`${50 * rounds} events, missing deliveries ${lost}, deliveries too many ${duplicates}`]
  },
}
