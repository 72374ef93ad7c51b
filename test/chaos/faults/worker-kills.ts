import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const everyMs = 3_000
/** From the mark of a survivor until the delivery is sent again. */
const resendLimitMs = 10_000

export const workerKills: Fault = {
  name: 'worker-kills',
  about: 'SIGKILL one of three workers every 3 s under load',
  expected: 'all checks hold, what was interrupted is sent again within 10 s',
  shortSeconds: 15,
  fullSeconds: 60,
  async run({ installation, random, perSecond, seconds }) {
    const tenants = await installation.makeTenants({ tenants: 20, path: '/after/20' })
    const publisher = installation.openPublisher('kills')
    const load = publisher.steadily(tenants, { perSecond, seconds })
    let kills = 0
    for (let passedMs = everyMs; passedMs < seconds * 1000; passedMs += everyMs) {
      await delay(everyMs)
      const alive = installation.workers.filter((worker) => worker.pid !== undefined)
      alive[Math.floor(random() * alive.length)]?.kill('SIGKILL')
      kills += 1
    }
    await load
    const inFlightMost = perSecond * kills
    return {
      allowance: { ...noFault, duplicates: inFlightMost, interrupted: inFlightMost },
      violations: kills === 0 ? ['No worker was killed.'] : [],
      measured: [`${kills} kills`],
      judge(facts) {
        const gaps = facts.attempts
          .filter((attempt) => attempt.error === 'interrupted')
          .map((mark) => {
            const later = facts.attempts.filter(
              (attempt) => attempt.deliveryId === mark.deliveryId && attempt.startedAt > mark.startedAt,
            )
            return Math.min(...later.map((attempt) => attempt.startedAt)) - mark.startedAt
          })
        const longest = Math.max(0, ...gaps)
        return {
          violations:
            longest > resendLimitMs ? [`An interrupted attempt was sent again only after ${longest} ms.`] : [],
          measured: [`sent again after ${longest} ms at most`],
        }
      },
    }
  },
}
