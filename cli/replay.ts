import { setTimeout as pause } from 'node:timers/promises'
import type { ReplayHold } from '../server/contract/replay.ts'
import type { Api } from './api.ts'
import { type Command, exitCodes, requiredOption, textOption, UsageError } from './command.ts'
import type { Output } from './output.ts'
import { readTime } from './time.ts'

const everyMs = 1_000

/** Sends a window of time again. */
export const replay: Command = {
  usage: '--from <time> [options]',
  summary: 'Send a window of time again',
  help: [
    ['--from <time>', 'events accepted since then: 2h, 3d, or ISO 8601'],
    ['--to <time>', 'and before then; default: now'],
    ['--tenant <id or uid>', 'every subscription of the tenant'],
    ['--subscription <id>', 'one subscription'],
    ['--type <type>', 'of this event type; may be repeated'],
    ['--include <what>', 'failed (default), missing or all'],
    ['--rate <per second>', 'at most so many deliveries a second'],
    ['--dry-run', 'only count, and show the oldest'],
    ['--wait', 'show the progress until it has ended; exit code 1 when deliveries failed'],
  ],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    tenant: { type: 'string' },
    subscription: { type: 'string' },
    type: { type: 'string', multiple: true },
    include: { type: 'string' },
    rate: { type: 'string' },
    'dry-run': { type: 'boolean' },
    wait: { type: 'boolean' },
  },
  async run({ options, api, out, stopping }) {
    const now = Date.now()
    const to = textOption(options, 'to')
    const rate = textOption(options, 'rate')
    if (rate !== undefined && !/^\d+$/.test(rate))
      throw new UsageError('--rate is a whole number of deliveries a second.')
    const isDryRun = options['dry-run'] === true
    const plan = await api().call('POST', '/webhooks/replays', {
      from: readTime(requiredOption(options, 'from'), 'from', now),
      to: to === undefined ? undefined : readTime(to, 'to', now),
      tenant: textOption(options, 'tenant'),
      subscription: textOption(options, 'subscription'),
      types: options.type,
      include: textOption(options, 'include'),
      rate_per_second: rate === undefined ? undefined : Number(rate),
      dry_run: isDryRun,
    })
    out.result(plan, isDryRun ? dryRunText(plan) : `${plan.id}  ${plan.total} deliveries, oldest first`)
    if (isDryRun || options.wait !== true) return exitCodes.ok
    return follow(plan.id, api(), out, stopping)
  },
}

const holdWords: Record<ReplayHold['reason'], string> = {
  paused: 'it is paused',
  circuit_open: 'its circuit is open',
  retry_after: 'its receiver asked to wait',
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is ReplayPlan of docs/openapi.json
function dryRunText(plan: any): string {
  const deliveries = plan.total === 1 ? '1 delivery' : `${plan.total} deliveries`
  const lines = [`${deliveries} would be sent again. Nothing was done.`]
  if (plan.eta_seconds !== null) lines.push(`At this rate it takes ${plan.eta_seconds} s.`)
  for (const each of plan.sample) {
    lines.push(`  ${each.created_at}  ${each.type}  ${each.event}  to ${each.url}  ${each.status ?? 'never sent'}`)
  }
  for (const each of plan.left_out) lines.push(`  left out: ${each.subscription}  ${each.url}: ${each.reason}`)
  for (const { subscription, url, reason } of plan.held) {
    lines.push(`  waits: ${subscription}  ${url}: ${holdWords[reason as ReplayHold['reason']]}`)
  }
  return lines.join('\n')
}

async function follow(id: string, api: Api, out: Output, stopping: AbortSignal): Promise<number> {
  while (!stopping.aborted) {
    const now = await api.call('GET', `/webhooks/replays/${id}`)
    const eta = now.eta_seconds === null ? '' : `, ${now.eta_seconds} s left`
    out.note(`${now.status}: ${now.done} of ${now.total} done, ${now.failed} failed${eta}`)
    if (now.status === 'completed' || now.status === 'cancelled') {
      out.result(now, `${now.id}  ${now.status}: ${now.done} done, ${now.failed} failed`)
      return now.status === 'completed' && now.failed === 0 ? exitCodes.ok : exitCodes.failed
    }
    await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
  out.note(`${id} goes on by itself; postrider does not have to watch.`)
  return exitCodes.ok
}
