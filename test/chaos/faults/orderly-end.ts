import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const inFlight = 100
const claimLimitMs = 1_000
const endLimitMs = 25_000
const hanging = 4

export const orderlyEnd: Fault = {
  name: 'orderly-end',
  about: 'SIGTERM of a worker with 100 requests in flight, four of them to a receiver that never answers',
  expected: 'claims stop in 1 s, exit 0 within 25 s, no duplicates for what finished',
  installation: { workers: 1 },
  async run({ installation }) {
    const slow = await installation.makeTenants({ tenants: 10, path: '/after/6000' })
    const dead = await installation.makeTenants({ tenants: hanging, path: '/hang', settings: { timeout_ms: 120_000 } })
    const publisher = installation.openPublisher('end')
    for (let n = 0; n < inFlight - hanging; n++) void publisher.publish(slow[n % slow.length] as (typeof slow)[0])
    for (const tenant of dead) void publisher.publish(tenant)
    await installation.receiver.waitFor(() => true, inFlight)
    // What waits behind them must not be claimed any more.
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => publisher.publish(slow[n % slow.length] as (typeof slow)[0])),
    )
    const [worker] = installation.workers
    if (!worker) throw new Error('There is no worker.')
    const heir = await installation.startWorker()
    await heir.ready()
    const before = await installation.database.query<{ id: string }>(
      'select id from workers order by started_at limit 1',
    )
    const termAt = Date.now()
    worker.kill('SIGTERM')
    // What is given up must not hang again with the heir.
    for (const tenant of dead) {
      const path = `/api/v1/webhooks/subscriptions/${tenant.subscriptions[0]}`
      await installation.call('PATCH', path, { url: installation.receiverUrl('/ok') })
    }
    while (worker.endings.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const [ending] = worker.endings
    const tookMs = (ending?.at ?? Number.NaN) - termAt
    return {
      allowance: { ...noFault, duplicates: hanging, interrupted: hanging },
      violations: [
        ...(ending?.code === 0 ? [] : [`It ended with ${ending?.code ?? ending?.signal}.`]),
        ...(tookMs <= endLimitMs ? [] : [`It took ${tookMs} ms to end.`]),
      ],
      measured: [`exit ${ending?.code} after ${tookMs} ms`],
      judge({ attempts, requests }) {
        const own = attempts.filter((attempt) => attempt.workerId === before.rows[0]?.id)
        const lastMs = Math.max(...own.map((attempt) => attempt.startedAt)) - termAt
        const finished = requests.filter((request) => request.path.startsWith('/after'))
        const slowTwice = finished.length - new Set(finished.map((request) => request.deliveryId)).size
        return {
          violations: [
            ...(lastMs > claimLimitMs ? [`It claimed until ${lastMs} ms after the signal.`] : []),
            ...(slowTwice > 0 ? [`${slowTwice} requests that could finish were sent twice.`] : []),
          ],
          measured: [`last claim ${lastMs} ms after the signal`, `${slowTwice} duplicates of what finished`],
        }
      },
    }
  },
}
