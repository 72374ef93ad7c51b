import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'
import type { ChaosTenant } from '../publisher.ts'

const clients = 32

export const oppositeOrder: Fault = {
  name: 'opposite-order',
  about: 'two web processes accept the same keys and tenants in opposite order at full speed',
  expected: 'no deadlock reaches a client, one event per key',
  async run({ installation, seconds }) {
    // fifo: the accept statement locks a row of each lane besides the keys.
    const tenants = await installation.makeTenants({
      tenants: 10,
      subscriptionsEach: 2,
      path: '/ok',
      settings: { delivery: { order: 'fifo' } },
    })
    const publisher = installation.openPublisher('opposite')
    const startedAt = performance.now()
    const until = startedAt + seconds * 500
    // One of them is further away, so that their statements meet at different points.
    installation.proxy.delay({ route: 'web-1' }, 2)
    let block = 0
    while (performance.now() < until) {
      const keys = Array.from({ length: 100 }, (_, n) => ({ n, key: `opposite-${block}-${n}` }))
      block += 1
      const send = async (web: number, order: typeof keys): Promise<void> => {
        const line = [...order]
        const client = async (): Promise<void> => {
          for (let next = line.shift(); next; next = line.shift())
            await publisher.publish(tenants[next.n % tenants.length] as ChaosTenant, { key: next.key, web })
        }
        await Promise.all(Array.from({ length: clients }, client))
      }
      await Promise.all([send(0, keys), send(1, keys.toReversed())])
    }
    const log = await readFile(join(installation.dataDir, 'postgres.log'), 'utf8')
    return {
      allowance: noFault,
      violations: [],
      measured: [
        `${block * 200} publishes of ${block * 100} keys, ${Math.round((block * 200 * 1000) / (performance.now() - startedAt))}/s`,
        `${log.split('deadlock detected').length - 1} deadlocks inside, tried again`,
      ],
      judge: ({ eventIds }) => ({
        violations: eventIds.length === block * 100 ? [] : [`${block * 100} keys made ${eventIds.length} events.`],
        measured: [],
      }),
    }
  },
}
