import type { ReplayHold } from '../contract/replay.ts'
import { type HeldBy, holdReason } from '../subscriptions/hold-reason.ts'

export interface ProbedHeldBy extends HeldBy {
  nextProbeAt: Date | null
}

/** Why what a replay hands over to a subscription waits at `nowMs`; null: it is sent at once, or not at all. */
export function replayHold({ nextProbeAt, ...heldBy }: ProbedHeldBy, nowMs: number): ReplayHold | null {
  const reason = holdReason(heldBy, nowMs)
  if (reason === null || reason === 'disabled') return null
  return { reason, next_probe_at: reason === 'circuit_open' ? (nextProbeAt?.toISOString() ?? null) : null }
}
