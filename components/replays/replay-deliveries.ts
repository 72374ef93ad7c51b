import type { Replay } from '../../server/contract/replay.ts'

/**
 * The list of deliveries that a replay was the last to send again. Its window says where they lie. `subscription`: one of several that
 * it is for.
 */
export function deliveriesOfReplay(
  { id, from, to, subscription: own }: Pick<Replay, 'id' | 'from' | 'to' | 'subscription'>,
  subscription = own,
): string {
  const query = new URLSearchParams({ replay: id, after: from, before: to })
  if (subscription) query.set('subscription', subscription)
  return `/deliveries?${query}`
}
