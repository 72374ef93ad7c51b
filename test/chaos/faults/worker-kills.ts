import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'
import { longestResend } from '../owners.ts'

const everyMs = 3_000
const resendLimitMs = 10_000
/** What a lane may have read and not recorded: four times its concurrency (server/lanes/lane-room.ts). */
const inFlightOfLane = 128

export const workerKills: Fault = {
  name: 'worker-kills',
  about: 'SIGKILL one of three workers every 3 s under load',
  expected: 'all checks hold, what was interrupted is sent again within 10 s',
  shortSeconds: 13,
  fullSeconds: 60,
  async run({ installation, random, perSecond, seconds }) {
    const tenants = await installation.makeTenants({ tenants: 20, path: '/after/20' })
    const publisher = installation.openPublisher('kills')
    const load = publisher.steadily(tenants, { perSecond, seconds })
    let kills = 0
    for (let passedMs = everyMs; passedMs < seconds * 1000; passedMs += everyMs) {
      await delay(everyMs)
      const ready = installation.workers.filter((worker) => worker.isReady)
      // Somebody has to be there to take over: a machine under load starts a process slower than every 3 s.
      if (ready.length < 2) continue
      ready[Math.floor(random() * ready.length)]?.kill('SIGKILL')
      kills += 1
    }
    await load
    const inFlightMost = kills * tenants.length * inFlightOfLane
    return {
      allowance: { ...noFault, duplicates: inFlightMost, interrupted: inFlightMost },
      violations: kills === 0 ? ['No worker was killed.'] : [],
      measured: [`${kills} kills`],
      judge({ attempts }) {
        const subscriptions = new Set(tenants.flatMap((tenant) => tenant.subscriptions))
        const resendMs = longestResend(attempts.filter((attempt) => subscriptions.has(attempt.subscriptionId)))
        return {
          violations:
            resendMs > resendLimitMs ? [`An interrupted attempt was sent again only after ${resendMs} ms.`] : [],
          measured: [`sent again within ${resendMs} ms`],
        }
      },
    }
  },
}
