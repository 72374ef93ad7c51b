import type { HoldReason } from '../contract/delivery.ts'

/** What decides whether a subscription is sent to at the moment. */
export interface HeldBy {
  status: 'active' | 'paused' | 'disabled'
  circuit: 'closed' | 'open' | 'half_open'
  /** Until when its receiver asked to wait. */
  heldUntil: Date | null
}

/** Why a subscription is not sent to at `nowMs`, what lasts longest first; null: nothing holds it. */
export function holdReason({ status, circuit, heldUntil }: HeldBy, nowMs: number): HoldReason | null {
  if (status !== 'active') return status
  if (circuit !== 'closed') return 'circuit_open'
  return heldUntil && heldUntil.getTime() > nowMs ? 'retry_after' : null
}
