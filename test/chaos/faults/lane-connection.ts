import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault, FaultGround, FaultOutcome } from '../fault.ts'
import { longestSilence, overlappingOwners } from '../owners.ts'
import type { PostgresProxy } from '../postgres-proxy.ts'

const takeoverLimitMs = 15_000
/** Attempts that were under way when the connection went: their results are late, the next owner sends them again. */
const underWayMost = 500
/** What began before the process can know that its lock is gone. */
const noticeMs = 100

/** Breaks the lane connections of one worker that owns lanes, halfway through a load on strictly ordered subscriptions. */
async function breakLanes(
  ground: FaultGround,
  how: (proxy: PostgresProxy, route: string) => number,
): Promise<FaultOutcome> {
  const { installation, seconds } = ground
  const settings = { delivery: { order: 'fifo' } }
  const tenants = await installation.makeTenants({ tenants: 20, path: '/after/20', settings })
  const subscriptions = tenants.flatMap((tenant) => tenant.subscriptions)
  const publisher = installation.openPublisher('lanes')
  // One at a time, 20 ms each and a commit: a lane carries some 20 a second.
  const load = publisher.steadily(tenants, { perSecond: Math.min(ground.perSecond, 100), seconds })
  await delay(seconds * 400)
  const [victim] = installation.workers
  const broken = victim ? how(installation.proxy, victim.name) : 0
  const brokenAt = Date.now()
  await load
  const exits = installation.workers.flatMap((worker) => worker.endings).filter(({ at }) => at > brokenAt)
  return {
    allowance: { ...noFault, duplicates: underWayMost },
    violations: [
      ...(broken === 0 ? ['No lane connection was there to break.'] : []),
      ...(exits.length > 0 ? [`${exits.length} workers ended.`] : []),
    ],
    measured: [`${broken} lane connections of one worker`],
    judge({ attempts }) {
      const silenceMs = longestSilence(attempts, subscriptions, brokenAt)
      const overlaps = overlappingOwners(attempts, subscriptions, brokenAt + noticeMs)
      // The attempt that was under way when the connection broke is sent again by the next owner: once a lane.
      const explained = subscriptions.length
      return {
        violations: [
          ...(silenceMs > takeoverLimitMs ? [`A lane stood still for ${silenceMs} ms.`] : []),
          ...(overlaps > explained ? [`${overlaps} attempts had two owners at once.`] : []),
        ],
        measured: [`a lane stood still for ${silenceMs} ms at most`, `${overlaps} attempts overlapped another owner’s`],
      }
    },
  }
}

export const laneConnectionCut: Fault = {
  name: 'lane-connection-cut',
  about: 'the lane connections of one worker are reset, its other connections are not',
  expected: 'no second owner sends while the first still can, takeover within 15 s, no process ends',
  shortSeconds: 6,
  run: (ground) => breakLanes(ground, (proxy, route) => proxy.cut({ route, name: 'postrider lanes' })),
}

export const laneHostVanishes: Fault = {
  name: 'lane-host-vanishes',
  about: 'what stands behind the lane connections of one worker vanishes without a FIN',
  expected: 'no second owner sends while the first still can, takeover within 15 s, no process ends',
  fullSeconds: 40,
  run: (ground) => breakLanes(ground, (proxy, route) => proxy.vanish({ route, name: 'postrider lanes' })),
}
