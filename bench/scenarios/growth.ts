import { comparedLine, waitForArrivals } from '../delivery-check.ts'
import { fillHistory } from '../history.ts'
import { type BenchTenant, inChunks, makeTenants } from '../installation.ts'
import { type LoadResult, publishBatch, publishSteadily, warmUpSeconds } from '../load.ts'
import type { Scenario } from '../scenario.ts'

const steady = { perSecond: 1_000, seconds: 20 }
const backlog = 500_000

/** The same load on an empty installation and on one that has delivered `millions` million times today and yesterday. */
export function withHistory(millions: number): Scenario {
  return {
    name: `history-${millions}m`,
    about: `${steady.perSecond}/s end to end without and with ${millions} million deliveries of the last 24 hours`,
    run: (stack, api) =>
      besideEachOther(api, stack, async (tenants) => {
        const startedAt = performance.now()
        await fillHistory(
          stack,
          tenants.map(({ uid }) => uid),
          millions * 1_000_000,
        )
        return `filled in ${Math.round((performance.now() - startedAt) / 1000)} s`
      }),
  }
}

/** The same load beside one subscription that is dead and has half a million deliveries waiting. */
export const deadBacklog: Scenario = {
  name: 'backlog-500k',
  about: `${steady.perSecond}/s end to end without and with ${backlog} deliveries that wait for one dead subscription`,
  run: (stack, api) =>
    besideEachOther(api, stack, async () => {
      const options = { prefix: 'dead', tenants: 1, subscriptionsEach: 1, path: '/fail' }
      const [dead] = await makeTenants(stack, api, options)
      const ignored: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: 0 }
      await inChunks(backlog / 100, 8, () => publishBatch(api, dead as BenchTenant, 100, ignored))
      const waiting = await stack.database.query<{ n: string }>(
        'select count(*) as n from outstanding_deliveries where due_at < now() + interval $$1 day$$',
      )
      return `waiting: ${waiting.rows[0]?.n}`
    }),
}

async function besideEachOther(
  api: Parameters<Scenario['run']>[1],
  stack: Parameters<Scenario['run']>[0],
  fill: (tenants: BenchTenant[]) => Promise<string>,
): Promise<string[]> {
  const tenants = await makeTenants(stack, api, { prefix: 'grown', tenants: 50, subscriptionsEach: 1, path: '/ok' })
  const warmUp = async (): Promise<void> =>
    waitForArrivals(stack, await publishSteadily(api, tenants, { perSecond: 1_000, seconds: warmUpSeconds }))
  const measure = async (label: string): Promise<string> => {
    const load = await publishSteadily(api, tenants, steady)
    await waitForArrivals(stack, load)
    return `${label}: ${comparedLine(stack, load)}`
  }
  await warmUp()
  const before = await measure('without')
  const filled = await fill(tenants)
  await warmUp()
  return [before, filled, await measure('with')]
}
