import type { DeliverySummary, HoldReason } from '../server/contract/delivery.ts'

const holds: Record<HoldReason, string> = {
  disabled: 'its subscription is disabled',
  paused: 'its subscription is paused',
  circuit_open: 'the circuit of its subscription is open',
  retry_after: 'its receiver asked to wait',
}

type Unended = Pick<DeliverySummary, 'held_by' | 'sending_since' | 'next_attempt_at' | 'attempt_count'>

/** What a delivery that has not ended waits for. */
export function whyUnended({ held_by, sending_since, next_attempt_at, attempt_count }: Unended): string {
  if (sending_since) return `its receiver has not answered since ${sending_since}`
  if (held_by) return holds[held_by]
  if (attempt_count > 0 && next_attempt_at) return `it is tried again at ${next_attempt_at}`
  return 'no worker has sent it yet'
}
