import type { ReplayHold } from '../contract/replay.ts'

/** What decides whether a subscription is sent to at the moment. */
export interface HeldBy {
  status: 'active' | 'paused' | 'disabled'
  circuit: 'closed' | 'open' | 'half_open'
  nextProbeAt: Date | null
}

/** Why what a replay hands over to a subscription waits; null: it is sent at once, or not at all. */
export function replayHold({ status, circuit, nextProbeAt }: HeldBy): ReplayHold | null {
  if (status === 'disabled') return null
  if (status === 'paused') return { reason: 'paused', next_probe_at: null }
  return circuit === 'closed' ? null : { reason: 'circuit_open', next_probe_at: nextProbeAt?.toISOString() ?? null }
}
