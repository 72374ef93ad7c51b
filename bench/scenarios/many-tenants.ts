import { deliveryFigures, deliveryLines, waitForArrivals } from '../delivery-check.ts'
import { type Api, inChunks, makeTenants } from '../installation.ts'
import { type LoadResult, publishSteadily, warmUpSeconds } from '../load.ts'
import { measureUse } from '../process-use.ts'
import type { Scenario } from '../scenario.ts'
import type { Stack } from '../stack.ts'

/** Nearly every event finds its lane cold: it is locked, read, sent, recorded and unlocked for it. */
export const manyTenants: Scenario = {
  name: 'many-tenants',
  about: '1,000 events/s over 1,000 tenants with 5 subscriptions each, of which one matches',
  async run(stack, api) {
    const prefix = 'many'
    const options = { prefix, tenants: 1_000, subscriptionsEach: 1, path: '/ok' }
    const tenants = await makeTenants(stack, api, options)
    await addSilentSubscriptions(
      stack,
      api,
      tenants.map(({ uid }) => uid),
    )
    const warmUp = await publishSteadily(api, tenants, { perSecond: 500, seconds: warmUpSeconds })
    await waitForArrivals(stack, warmUp)
    let load: LoadResult | undefined
    const use = await measureUse(stack, async () => {
      load = await publishSteadily(api, tenants, { perSecond: 1_000, seconds: 20 })
      await waitForArrivals(stack, load)
    })
    const measured = load as LoadResult
    return [...deliveryLines(stack, measured, deliveryFigures(stack, measured)), use]
  },
}

/** Four more subscriptions each, to another type. */
async function addSilentSubscriptions(stack: Stack, api: Api, uids: string[]): Promise<void> {
  const url = `http://127.0.0.1:${stack.receiver.port}/ok`
  await inChunks(uids.length * 4, 40, (index) =>
    api.post('/api/v1/webhooks/subscriptions', { tenant: uids[index % uids.length], url, events: ['tag.added'] }),
  )
}
