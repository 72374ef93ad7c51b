import type { Input, Output } from '../contract/operations.ts'
import { mostCounted } from '../contract/stats-limits.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { readStatsNow } from './stats-now-store.ts'
import { resolveStatsReach } from './stats-reach.ts'

/** What waits, what died and what fails at this moment. */
export async function getStatsNow(actor: Actor, input: Input<'getStatsNow'>): Promise<Output<'getStatsNow'>> {
  const { reach, subscriptionId } = await resolveStatsReach(actor, input)
  const overdueFromMs = input.overdue_from === undefined ? null : Date.parse(input.overdue_from)
  const row = await readStatsNow(reach, { subscriptionId: subscriptionId ?? null, overdueFromMs }, mostCounted)
  return {
    at: new Date(clock.now()).toISOString(),
    waiting: row.waiting,
    overdue: row.overdue,
    behind_circuit: row.behindCircuit,
    oldest_waiting_at: row.oldestWaitingAt === null ? null : new Date(row.oldestWaitingAt).toISOString(),
    dead_letters: row.deadLetters,
    subscriptions: {
      total: row.subscriptions,
      failing: row.failing,
      circuit_open: row.open,
      paused: row.paused,
      disabled: row.disabled,
    },
    timeout_ms: row.timeoutMs,
  }
}
