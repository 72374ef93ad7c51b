import type { Replay } from '../../server/contract/replay.ts'

type Choice = Pick<Replay, 'from' | 'to' | 'types' | 'subscription' | 'matching'>

/**
 * The list of deliveries narrowed as far as it can be to what a replay was chosen from: its window, its type where it is one, its event.
 * More than what it sent: what came of a delivery has changed since, and other deliveries of the window are there too.
 * `subscription`: one of several that it is for.
 */
export function deliveriesOfReplay(replay: Choice, subscription = replay.subscription): string {
  const { from, to, types, matching } = replay
  const query = new URLSearchParams({ after: from, before: to })
  if (subscription) query.set('subscription', subscription)
  if (types?.length === 1 && types[0]) query.set('type', types[0])
  if (matching?.event) query.set('event', matching.event)
  return `/deliveries?${query}`
}
