import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault, FaultGround } from '../fault.ts'
import type { ChaosTenant, Publisher } from '../publisher.ts'

const rounds = 3

/** The statement does not reach PostgreSQL, or its answer does not come back; then the process dies and the publisher asks again. */
async function killAround(
  { installation }: FaultGround,
  publisher: Publisher,
  tenant: ChaosTenant,
  round: { key: string; way: 'to-server' | 'to-client' },
): Promise<string | null> {
  const web = installation.webs[0]
  if (!web) throw new Error('There is no web process.')
  // Its caches and connections are warm, so that the next statement is the one that stores the event.
  for (let warm = 0; warm < 5; warm++) await publisher.publish(tenant, { web: 0 })
  installation.proxy.hold({ route: web.name, name: 'postrider', way: round.way })
  const answer = publisher.publish(tenant, { key: round.key, web: 0 })
  const expected = round.way === 'to-server' ? 0 : 1
  const until = performance.now() + (expected === 1 ? 5_000 : 500)
  let stored = 0
  while (performance.now() < until && (stored === 0 || expected === 0)) {
    await delay(50)
    const found = await installation.database.query('select from idempotency_keys where key = $1', [round.key])
    stored = found.rowCount ?? 0
  }
  web.kill('SIGKILL')
  await delay(100)
  installation.proxy.cut({ route: web.name })
  installation.proxy.release()
  const eventId = await answer
  await web.ready()
  if (stored !== expected) return `The event of ${round.key} was ${expected ? 'not ' : ''}stored before the kill.`
  return eventId === null ? `${round.key} was never accepted.` : null
}

export const webKills: Fault = {
  name: 'web-kills',
  about: 'SIGKILL of web before the commit, after the commit and before the answer, and every 3 s under load',
  expected: 'the retry with the same key gives one event',
  fullSeconds: 30,
  async run(ground) {
    const { installation, random, perSecond, seconds } = ground
    const tenants = await installation.makeTenants({ tenants: 10, path: '/ok' })
    const publisher = installation.openPublisher('web')
    const violations: string[] = []
    for (let round = 0; round < rounds; round++) {
      for (const way of ['to-server', 'to-client'] as const) {
        const tenant = tenants[round] as ChaosTenant
        const fault = await killAround(ground, publisher, tenant, { key: `kill-${way}-${round}`, way })
        if (fault !== null) violations.push(fault)
      }
    }
    const load = publisher.steadily(tenants, { perSecond, seconds })
    let kills = rounds * 2
    for (let passedMs = 3_000; passedMs < seconds * 1000; passedMs += 3_000) {
      await delay(3_000)
      installation.webs[Math.floor(random() * installation.webs.length)]?.kill('SIGKILL')
      kills += 1
    }
    await load
    return {
      allowance: noFault,
      violations,
      measured: [`${kills} kills`, `${publisher.answers.get(0) ?? 0} publishes without an answer, sent again`],
      judge: ({ eventIds }) => ({
        violations:
          eventIds.length === publisher.accepted.size
            ? []
            : [`${publisher.accepted.size} keys made ${eventIds.length} events.`],
        measured: [`${eventIds.length} events of ${publisher.accepted.size} keys`],
      }),
    }
  },
}
