import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const dayMs = 24 * 3600 * 1000
/** The first pause of the schedule is a second, spread by a fifth. */
const ordinary = { leastMs: 700, mostMs: 1_500 }

export const retryAfter: Fault = {
  name: 'retry-after',
  about: '503 with Retry-After 10, a date, 1e9, 1000000000, negative and garbage',
  expected: 'honoured and clamped to a day; what is not valid is ignored',
  async run({ installation }) {
    const date = new Date(Date.now() + 60_000).toUTCString()
    const cases = [
      { value: '10', leastMs: 9_500, mostMs: 11_000 },
      { value: date, leastMs: 30_000, mostMs: 61_000 },
      { value: '1000000000', leastMs: dayMs - 1_000, mostMs: dayMs + 1_000 },
      { value: '1e9', ...ordinary },
      { value: '-5', ...ordinary },
      { value: 'soon', ...ordinary },
    ]
    const publisher = installation.openPublisher('after')
    const violations: string[] = []
    const measured: string[] = []
    for (const { value, leastMs, mostMs } of cases) {
      const path = `/status/503/0?retry-after=${encodeURIComponent(value)}`
      const [tenant] = await installation.makeTenants({ tenants: 1, path })
      if (!tenant) throw new Error('A tenant could not be made.')
      const eventId = await publisher.publish(tenant)
      await installation.receiver.waitFor((request) => request.eventIds.includes(eventId as string))
      const pauseMs = await firstPause(installation.database, installation.receiverUrl(path))
      measured.push(`${value}: ${Math.round(pauseMs / 100) / 10} s`)
      if (pauseMs < leastMs || pauseMs > mostMs) violations.push(`Retry-After ${value} made a pause of ${pauseMs} ms.`)
      await installation.call('DELETE', `/api/v1/webhooks/subscriptions/${tenant.subscriptions[0]}`)
    }
    return { allowance: noFault, violations, measured }
  },
}

/** Milliseconds from the end of the first attempt at this URL to the next that is planned. */
async function firstPause(database: import('pg').Pool, url: string): Promise<number> {
  for (;;) {
    const result = await database.query<{ ms: number }>(
      `select extract(epoch from next_attempt_at - started_at)::float8 * 1000 - duration_ms as ms from attempts
        where url = $1 order by id limit 1`,
      [url],
    )
    const [row] = result.rows
    if (row) return Math.round(row.ms)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
