import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const shiftMs = 600_000
/** Whole seconds, and the way to the receiver. */
const signedWithinSeconds = 2
const recordedWithinMs = 2_000

export const wrongClock: Fault = {
  name: 'wrong-clock',
  about: 'the clock of the only worker is ten minutes fast',
  expected:
    'due times, ids and signatures come from database time, receivers accept; the skew is logged and on /readyz',
  installation: {
    workers: 1,
    workerEnvironment: {
      CHAOS_CLOCK_SHIFT_MS: String(shiftMs),
      NODE_OPTIONS: `--import ${join(import.meta.dirname, '../shifted-clock.ts')}`,
    },
  },
  async run({ installation, perSecond, seconds }) {
    const tenants = await installation.makeTenants({ tenants: 5, path: '/ok' })
    const failing = await installation.makeTenants({
      tenants: 1,
      path: '/status/500/0',
      settings: { retry: { schedule: [1, 1] }, auto_redeliver: false },
    })
    const publisher = installation.openPublisher('clock')
    await publisher.steadily(failing, { perSecond: 2, seconds: 1 })
    await publisher.steadily(tenants, { perSecond: Math.min(perSecond, 100), seconds })
    const [worker] = installation.workers
    const response = await fetch(`http://127.0.0.1:${await worker?.ready()}/readyz`)
    const readiness = (await response.json()) as { clock_skew_ms: number }
    const log = await readFile(join(installation.dataDir, `${worker?.name}.log`), 'utf8')
    return {
      allowance: noFault,
      violations: [
        ...(Math.abs(Math.abs(readiness.clock_skew_ms) - shiftMs) < 1_000 ? [] : ['/readyz does not tell the skew.']),
        ...(response.status === 503 ? [] : [`/readyz answers ${response.status}.`]),
        ...(/skew|clock/.test(log) ? [] : ['The log does not tell the skew.']),
      ],
      measured: [`/readyz tells a skew of ${Math.round(readiness.clock_skew_ms / 1000)} s`],
      judge({ requests, attempts }) {
        const signedOff = Math.max(...requests.map((request) => Math.abs(request.at / 1000 - request.t)))
        const arrivals = new Map(requests.map((request) => [`${request.deliveryId} ${request.attempt}`, request.at]))
        const recordedOff = Math.max(
          ...attempts.map(({ deliveryId, attempt, startedAt }) =>
            Math.abs(startedAt - (arrivals.get(`${deliveryId} ${attempt}`) ?? 0)),
          ),
        )
        return {
          violations: [
            ...(signedOff > signedWithinSeconds ? [`A signature was ${Math.round(signedOff)} s off.`] : []),
            ...(recordedOff > recordedWithinMs ? [`An attempt was recorded ${recordedOff} ms off.`] : []),
          ],
          measured: [`signatures ${signedOff.toFixed(1)} s off at most`],
        }
      },
    }
  },
}
