import { afterCommit } from '../platform/joined-transaction.ts'
import { insertDoorbells } from './doorbell-store.ts'

/** The graphile-worker task that wakes a lane. Its payload is `{ subscriptionId: uuid }`. */
export const doorbellTask = 'ring_lane'

/**
 * Wakes the lanes of these subscriptions (uuids). A doorbell says "look", not "do": ringing twice, late or for nothing is
 * harmless, and one that is lost is replaced by the reconciler within seconds.
 */
export async function ringLanes(subscriptionIds: string[]): Promise<void> {
  if (subscriptionIds.length === 0) return
  await afterCommit(() => insertDoorbells([...new Set(subscriptionIds)]))
}
