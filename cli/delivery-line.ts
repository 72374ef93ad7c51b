import type { DeliverySummary } from '../server/contract/delivery.ts'
import { plain } from './output.ts'

/** One delivery on one line. */
export function deliveryLine(delivery: DeliverySummary): string {
  const outcome = delivery.code ?? delivery.error ?? (delivery.sending_since ? 'sending' : (delivery.held_by ?? ''))
  const took = delivery.duration_ms === null ? '' : `${delivery.duration_ms} ms`
  const attempts = `attempt ${delivery.attempt_count}`
  return [
    delivery.id,
    delivery.status.padEnd(9),
    String(outcome).padEnd(4),
    took.padStart(8),
    attempts.padEnd(10),
    delivery.type,
    plain(delivery.url),
  ].join('  ')
}
