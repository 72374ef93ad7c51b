import { setTimeout as delay } from 'node:timers/promises'
import { processUse } from '../../../bench/stack.ts'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const timeoutMs = 3_000
const overrunMs = 1_000
const memoryMostMb = 200
const eventsEach = 5

/** Path of the receiver, and the error its attempts must have; null: a success. */
const receivers: [string, string | null][] = [
  ['/hang', 'timeout'],
  ['/notices', 'timeout'],
  ['/slow-header', 'timeout'],
  ['/trickle', 'timeout'],
  ['/reset', 'connection_reset'],
  ['/garbage', 'response_invalid'],
  ['/large-header', 'response_invalid'],
  ['/endless', 'http_error'],
  ['/bomb', 'http_error'],
  ['/short', 'response_invalid'],
]

export const badReceivers: Fault = {
  name: 'bad-receivers',
  about:
    'receivers that hang, send 1xx for ever, a slow header, a byte a second, a reset, garbage, 100 KB of header, an endless body, a gzip bomb, a wrong length',
  expected: 'the deadline holds to 1 s, memory stays flat, stored text is clean, no worker ends',
  async run({ installation }) {
    const publisher = installation.openPublisher('bad')
    const settings = { timeout_ms: timeoutMs, retry: { schedule: [] } }
    const memory = (): number[] => installation.workers.map((worker) => processUse(worker.pid as number).residentMb)
    const before = memory()
    const made: string[] = []
    for (const [path] of receivers) {
      const tenants = await installation.makeTenants({ tenants: 1, path, settings })
      for (const tenant of tenants) {
        made.push(...tenant.subscriptions)
        await Promise.all(Array.from({ length: eventsEach }, () => publisher.publish(tenant)))
      }
    }
    await delay(timeoutMs + overrunMs * 2)
    const grownMb = Math.round(Math.max(...memory().map((mb, index) => mb - (before[index] ?? mb))))
    const found = await installation.database.query<{ path: string; errors: string[]; longest: number; dirty: number }>(
      `select substring(url from '//[^/]+(/[a-z-]+)') as path, array_agg(distinct coalesce(error, '')) as errors, max(duration_ms)::int as longest,
              count(*) filter (where coalesce(error_detail, '') ~ '[\\x01-\\x1f\\x7f]')::int as dirty
         from attempts group by 1`,
    )
    const violations = receivers.flatMap(([path, error]) => {
      const row = found.rows.find((candidate) => candidate.path === path)
      if (!row) return [`${path} has no attempt.`]
      return [
        ...(row.errors.join() === (error ?? '') ? [] : [`${path} ended as ${row.errors.join()}, not ${error}.`]),
        ...(row.longest <= timeoutMs + overrunMs ? [] : [`${path} took ${row.longest} ms.`]),
        ...(row.dirty > 0 ? [`${path} left control characters in the log.`] : []),
      ]
    })
    // Else what died of their absence would be tried again for ever.
    for (const id of made) await installation.call('DELETE', `/api/v1/webhooks/subscriptions/${id}`)
    const endings = installation.workers.flatMap((worker) => worker.endings).length
    if (endings > 0) violations.push(`${endings} workers ended.`)
    if (grownMb > memoryMostMb) violations.push(`A worker grew by ${grownMb} MB.`)
    return {
      allowance: noFault,
      violations,
      measured: [
        `longest attempt ${Math.max(...found.rows.map((row) => row.longest))} ms at a deadline of ${timeoutMs} ms`,
        `workers grew by ${grownMb} MB at most`,
      ],
    }
  },
}
