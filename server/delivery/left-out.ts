import type { BulkRedelivery } from '../contract/delivery-bulk.ts'
import { toId } from '../contract/ids.ts'
import type { MatchedLane } from './delivery-match-store.ts'

type LeftOut = BulkRedelivery['left_out'][number]

/** So many subscriptions are named, the largest first; the others are counted together. */
const shown = 20

/** Why nothing is sent to a subscription at all; null: it takes deliveries, or keeps them waiting. */
export function closedReason(
  lane: Pick<MatchedLane, 'isDeleted' | 'subscriptionStatus' | 'statusReason'>,
): string | null {
  if (lane.isDeleted) return 'The subscription was deleted: there is nobody to send it to.'
  if (lane.subscriptionStatus !== 'disabled') return null
  const reason = lane.statusReason ? ` (${lane.statusReason})` : ''
  return `The subscription is disabled${reason}. Resume it first, then redeliver.`
}

/** What of the matching deliveries is not sent again. `asked`: how many were named by id. */
export function leftOutOf(lanes: MatchedLane[], asked: number | undefined): LeftOut[] {
  const closed = lanes.flatMap((lane) => {
    const reason = closedReason(lane)
    return reason === null
      ? []
      : [{ subscription: toId('subscription', lane.subscriptionId), url: lane.url, reason, count: lane.matched }]
  })
  const waiting = sum(lanes.filter((lane) => closedReason(lane) === null).map((lane) => lane.matched - lane.sendable))
  const unknown = (asked ?? 0) - sum(lanes.map((lane) => lane.matched))
  return [
    ...closed.slice(0, shown),
    counted('Their subscriptions are disabled or deleted.', sum(closed.slice(shown).map(({ count }) => count))),
    counted('They wait to be sent already.', waiting),
    counted('There are no such deliveries here.', asked === undefined ? 0 : unknown),
  ].filter(({ count }) => count > 0)
}

const counted = (reason: string, count: number): LeftOut => ({ subscription: null, url: null, reason, count })

const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0)
