import { makeTenants } from '../installation.ts'
import { type LoadResult, publishFlatOut } from '../load.ts'
import { percentileLine } from '../percentiles.ts'
import { measureUse } from '../process-use.ts'
import type { Scenario } from '../scenario.ts'

/** Clients that wait for their answer, and nobody subscribed: what a 202 costs. */
export function acceptOnly(batch: number): Scenario {
  return {
    name: batch === 1 ? 'accept-single' : `accept-batches-${batch}`,
    about: `as many events as 64 clients can publish in 20 s, ${batch} a request, 50 tenants without subscriptions`,
    async run(stack, api) {
      const tenants = await makeTenants(stack, api, {
        prefix: 'accept',
        tenants: 50,
        subscriptionsEach: 0,
        path: '/ok',
      })
      await publishFlatOut(api, tenants, { clients: 64, seconds: 4, batch })
      let load: LoadResult | undefined
      const use = await measureUse(
        stack,
        async () => {
          load = await publishFlatOut(api, tenants, { clients: 64, seconds: 20, batch })
        },
        () => load?.sentAt.size ?? 0,
      )
      const { sentAt, seconds, acceptMs, refused } = load as unknown as LoadResult
      return [
        `${Math.round(sentAt.size / seconds)} events/s, refused ${refused}`,
        `request: ${percentileLine(acceptMs)}`,
        use,
      ]
    },
  }
}
