import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { RecoveryPlan, recoveryOperations } from '../contract/recovery.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { readStats } from '../stats/stats-store.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { type AttemptMinute, type OutageWindow, outageWindows } from './outage-windows.ts'
import {
  type Backlog,
  countDiedWithin,
  readAttemptMinutes,
  readBacklog,
  readOpenTimes,
  type WindowDeadLetters,
} from './recovery-store.ts'
import { typicalLatencyMs } from './typical-latency.ts'

const shownWindows = 50

/** Finds the outages of a subscription, counts what they cost, and says how long getting it back takes. */
export async function planRecovery(
  actor: Actor,
  input: InputOf<typeof recoveryOperations.planRecovery>,
): Promise<RecoveryPlan> {
  const subscription = await requireSubscription(actor, input.id)
  const { tenantId, id } = subscription
  const minutes = await readAttemptMinutes(tenantId, id, input.days)
  const isWell = subscription.failingSince === null && subscription.lastSuccessAt !== null
  const opened = await readOpenTimes(id, input.days)
  // Nothing is sent to it since: the outage ended with it.
  const endedAt = subscription.status === 'disabled' ? nextMinute(subscription.statusChangedAt.getTime()) : null
  const windows = outageWindows(minutes, opened, isWell)
    .map((window) => ({ ...window, to: window.to ?? endedAt }))
    .reverse()
    .slice(0, shownWindows)
  const died = await countDiedWithin(
    tenantId,
    id,
    windows.map((window) => ({ fromMs: window.from, untilMs: window.to })),
  )
  const backlog = await readBacklog(tenantId, id)
  const best = bestPerSecond(minutes)
  const capacity = capacityOf(subscription, best, typicalLatencyMs(await readHours(tenantId, id, input.days)))
  const speed = input.rate_per_second ?? capacity
  return {
    subscription: toId('subscription', id),
    status: subscription.status,
    circuit: subscription.circuit,
    auto_redeliver: subscription.autoRedeliver,
    windows: windows.map((window, index) => windowView(window, died[index] as WindowDeadLetters)),
    dead_letters: { total: backlog.dead, absent: backlog.absent, oldest_at: isoOrNull(backlog.oldestDeadAt) },
    waiting: { total: backlog.waiting, oldest_at: isoOrNull(backlog.oldestWaitingAt) },
    best_per_second: best,
    capacity_per_second: capacity,
    eta_seconds: speed === null ? null : etaSeconds(backlog, speed),
  }
}

/** What waits for a retry goes out when that is due, however fast the receiver is. */
function etaSeconds({ dead, waiting, lastDueAt }: Backlog, speed: number): number {
  const untilDueMs = Math.max(0, (lastDueAt ?? 0) - clock.now())
  return Math.ceil(Math.max((dead + waiting) / speed, untilDueMs / 1000))
}

function windowView(window: OutageWindow, died: WindowDeadLetters): RecoveryPlan['windows'][number] {
  const { oldestAt, newestAt } = died
  return {
    from: iso(window.from),
    to: isoOrNull(window.to),
    attempts: window.attempts,
    succeeded: window.succeeded,
    reasons: Object.fromEntries(Object.entries(window.reasons).sort(([, a], [, b]) => b - a)),
    dead_letters: died.count,
    // A replay goes by the time of the events; its end is exclusive.
    recover:
      oldestAt === null || newestAt === null
        ? null
        : { from: iso(oldestAt), to: iso(newestAt + 1), include: 'failed', total: died.count },
  }
}

function bestPerSecond(minutes: AttemptMinute[]): number | null {
  const most = Math.max(0, ...minutes.map((minute) => minute.succeeded))
  return most === 0 ? null : Math.round((most / 60) * 100) / 100
}

const minuteMs = 60_000
const nextMinute = (ms: number) => (Math.floor(ms / minuteMs) + 1) * minuteMs

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What its attempts came to in each hour of the last `days`. */
async function readHours(tenantId: string, subscriptionId: string, days: number) {
  const to = clock.now()
  const from = Math.floor((to - days * dayMs) / hourMs) * hourMs
  return readStats(
    { tenantId, appId: null },
    { from, to, bucket: 'hour', bucketMs: hourMs, subscriptionId, type: undefined },
  )
}

/** Deliveries a second to one subscription, whatever it takes: replay-100k of docs/performance.md. */
const mostOfLane = 2_000

/**
 * What a receiver should take: as many requests at once as it is sent, each as long as usual, within its limit. What it has taken
 * before is only a lower bound, since nobody may have asked for more.
 */
function capacityOf(
  { concurrency, ordering, ratePerSecond }: { concurrency: number; ordering: string; ratePerSecond: number | null },
  best: number | null,
  latencyMs: number | null,
): number | null {
  if (latencyMs === null) return null
  const atOnce = ordering === 'fifo' ? 1 : concurrency
  const possible = Math.max(best ?? 0, (atOnce * 1000) / Math.max(latencyMs, 1))
  return Math.round(Math.min(possible, mostOfLane, ratePerSecond ?? possible) * 100) / 100
}

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))
