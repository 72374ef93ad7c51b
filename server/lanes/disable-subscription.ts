import { ringLanes } from '../jobs/doorbell.ts'
import { disableRevision } from './disable-store.ts'

/** Why the engine itself disables a subscription. */
export type DisableCause = 'gone' | 'failing'

const reasons: Record<DisableCause, string> = {
  gone: 'The receiver answered 410 Gone.',
  failing: 'Every delivery failed for five days.',
}

/**
 * Disables one revision of a subscription (uuids): a 410 from an old URL does not disable the new one. What waits is held until
 * /resume. Writes the audit entry and the alert with it. Returns whether this call changed anything.
 */
export async function disableSubscription(
  subscription: { id: string; tenantId: string; revision: string },
  cause: DisableCause,
): Promise<boolean> {
  const disabled = await disableRevision(subscription, reasons[cause])
  if (disabled) await ringLanes([subscription.id])
  return disabled
}
