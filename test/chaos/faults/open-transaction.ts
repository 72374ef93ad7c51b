import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { percentileOf } from '../../../bench/percentiles.ts'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

/** Stable: the last third of the time is not slower than the first by more than this. */
const growthMost = 1.5
const noiseMs = 30

export const openTransaction: Fault = {
  name: 'open-transaction',
  about: 'a read transaction is left open under load',
  expected: 'delivery latency stays, the query is ended, the operator sees it',
  fullSeconds: 100,
  async run({ installation, perSecond, seconds }) {
    const tenants = await installation.makeTenants({ tenants: 20, path: '/ok' })
    const publisher = installation.openPublisher('open')
    const client = new pg.Client({ connectionString: installation.databaseUrl, application_name: 'a forgotten report' })
    let ended = 0
    client.on('error', () => {
      ended ||= performance.now()
    })
    await client.connect()
    const startedAt = performance.now()
    const load = publisher.steadily(tenants, { perSecond, seconds })
    await delay(5_000)
    await client.query('begin isolation level repeatable read read only')
    await client.query('select count(*) from outstanding_deliveries')
    await load
    await client.end().catch(() => undefined)
    const rows = await installation.database.query<{ third: number; ms: number }>(
      `select width_bucket(extract(epoch from a.started_at), e.least, e.most + 0.001, 3) as third,
              extract(epoch from a.started_at - uuid_time(a.event_id))::float8 * 1000 as ms
         from attempts a,
              (select extract(epoch from min(started_at)) as least, extract(epoch from max(started_at)) as most from attempts) e`,
    )
    const p95 = (third: number): number =>
      percentileOf(
        rows.rows
          .filter((row) => row.third === third)
          .map((row) => row.ms)
          .sort((a, b) => a - b),
        0.95,
      )
    const [first, last] = [p95(1), p95(3)]
    const logs = installation.workers.map((worker) =>
      readFileSync(join(installation.dataDir, `${worker.name}.log`), 'utf8'),
    )
    const seen = logs.some((log) => log.includes('a forgotten report'))
    return {
      allowance: noFault,
      violations: [
        ...(last > first * growthMost + noiseMs ? [`p95 went from ${first.toFixed(0)} to ${last.toFixed(0)} ms.`] : []),
        ...(ended === 0 ? ['The transaction was never ended.'] : []),
        ...(seen ? [] : ['No worker told the operator about it.']),
      ],
      measured: [
        `p95 from published to sent ${first.toFixed(0)} ms in the first third, ${last.toFixed(0)} ms in the last`,
        ended === 0 ? 'not ended' : `ended after ${Math.round((ended - startedAt) / 1000 - 5)} s`,
      ],
    }
  },
}
