import { toId } from '../contract/ids.ts'
import type { ReplayDetail } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { listReplayLanes } from './replay-store.ts'
import { replayView } from './replay-view.ts'
import { requireReplay } from './require-replay.ts'

const shownLanes = 200

/** A replay with the progress of its subscriptions, the largest first. */
export async function getReplay(actor: Actor, input: { id: string }): Promise<ReplayDetail> {
  const row = await requireReplay(actor, input.id)
  const lanes = await listReplayLanes(row.tenantId, row.id, shownLanes)
  return {
    ...replayView(row),
    lanes: lanes.map(({ subscriptionId, stoppedReason, ...lane }) => ({
      subscription: toId('subscription', subscriptionId),
      ...lane,
      stopped_reason: stoppedReason,
    })),
  }
}
