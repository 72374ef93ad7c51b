import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault, FaultGround, FaultOutcome } from '../fault.ts'
import { longestSilence } from '../owners.ts'

const holdMs = 30_000
const takeoverLimitMs = 15_000
/** A process may end once because its sessions were gone when the way was open again; more is a crash loop. */
const endingsMost = 1

async function blackHole(ground: FaultGround, route: string | undefined): Promise<FaultOutcome> {
  const { installation, perSecond, seconds } = ground
  const tenants = await installation.makeTenants({ tenants: 20, path: '/after/20' })
  const subscriptions = tenants.flatMap((tenant) => tenant.subscriptions)
  const publisher = installation.openPublisher('hole')
  const load = publisher.steadily(tenants, { perSecond, seconds, patienceMs: 120_000 })
  await delay(5_000)
  const heldAt = Date.now()
  const held = installation.proxy.hold(route === undefined ? {} : { route })
  await delay(holdMs)
  installation.proxy.release()
  await load
  const parts = [...installation.webs, ...installation.workers]
  const endings = parts.map((part) => part.endings.filter(({ at }) => at > heldAt).length)
  const most = Math.max(...endings)
  return {
    allowance: { ...noFault, duplicates: perSecond * 4, interrupted: perSecond * 4, lateResults: true },
    violations: [
      ...(held === 0 ? ['No connection was there to hold.'] : []),
      ...(most > endingsMost ? [`A process ended ${most} times.`] : []),
      ...((publisher.answers.get(0) ?? 0) > 0 ? [`${publisher.answers.get(0)} publishers got no answer.`] : []),
    ],
    measured: [
      `${held} connections`,
      `processes were started again ${endings.reduce((total, count) => total + count)} times`,
      `${publisher.answers.get(503) ?? 0} times 503`,
    ],
    judge({ attempts }) {
      if (route === undefined) {
        const openAt = heldAt + holdMs
        const firstMs = Math.min(...attempts.map(({ startedAt }) => startedAt).filter((at) => at > openAt)) - openAt
        return {
          violations: firstMs > takeoverLimitMs ? [`Deliveries began only ${firstMs} ms after the way was open.`] : [],
          measured: [`first delivery ${firstMs} ms after the way was open`],
        }
      }
      const silenceMs = longestSilence(attempts, subscriptions, heldAt)
      return {
        violations: silenceMs > takeoverLimitMs ? [`A lane stood still for ${silenceMs} ms.`] : [],
        measured: [`a lane stood still for ${silenceMs} ms at most`],
      }
    },
  }
}

export const blackHoleOfAll: Fault = {
  name: 'postgres-black-hole',
  about: 'all connections to PostgreSQL are black-holed for 30 s, then open again',
  expected: 'no crash loop, deliveries again within 15 s, late writers fenced off',
  fullSeconds: 60,
  run: (ground) => blackHole(ground, undefined),
}

export const blackHoleOfOne: Fault = {
  name: 'worker-black-hole',
  about: 'all connections of one worker to PostgreSQL are black-holed for 30 s under load',
  expected: 'the others take over within 15 s, its late results are fenced off, no crash loop',
  fullSeconds: 60,
  run: (ground) => blackHole(ground, 'worker-1'),
}
