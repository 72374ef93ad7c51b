import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const downMs = 5_000
const backLimitMs = 15_000

export const postgresRestart: Fault = {
  name: 'postgres-restart',
  about: 'PostgreSQL is stopped immediately under load and started 5 s later',
  expected: '503 while it is down, no web process ends, workers are back within 15 s by themselves, no stuck locks',
  shortSeconds: 10,
  fullSeconds: 30,
  async run({ installation, perSecond, seconds }) {
    const tenants = await installation.makeTenants({ tenants: 20, path: '/after/20' })
    const publisher = installation.openPublisher('restart')
    const load = publisher.steadily(tenants, { perSecond, seconds, patienceMs: 120_000 })
    await delay(seconds * 250)
    const crashedAt = Date.now()
    await installation.crashPostgres(downMs)
    const backAt = Date.now()
    await load
    const webEndings = installation.webs.flatMap((web) => web.endings).filter(({ at }) => at > crashedAt)
    const workerEndings = installation.workers.flatMap((worker) => worker.endings).filter(({ at }) => at > crashedAt)
    const refused = publisher.answers.get(503) ?? 0
    const broken = publisher.answers.get(0) ?? 0
    return {
      allowance: {
        ...noFault,
        duplicates: perSecond * 2,
        interrupted: perSecond * 2,
        lostJournals: true,
        lateResults: true,
      },
      violations: [
        ...(webEndings.length > 0 ? [`${webEndings.length} web processes ended.`] : []),
        ...(refused === 0 ? ['Nobody was told that the database is away.'] : []),
        ...(broken > 0 ? [`${broken} publishers got no answer at all.`] : []),
      ],
      measured: [`${refused} times 503`, `workers were started again ${workerEndings.length} times`],
      judge({ attempts }) {
        const firstMs = Math.min(...attempts.map((attempt) => attempt.startedAt).filter((at) => at > backAt)) - backAt
        return {
          violations: firstMs > backLimitMs ? [`The first delivery went out ${firstMs} ms after the start.`] : [],
          measured: [`first delivery ${firstMs} ms after the start`],
        }
      },
    }
  },
}
