import { toId } from '../contract/ids.ts'
import type { ReplayDetail } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { replayHold } from './replay-hold.ts'
import { ringWatchedReplay } from './replay-job-store.ts'
import { listReplayLanes, type ReplayLaneRow, type ReplayRow } from './replay-store.ts'
import { replayView } from './replay-view.ts'
import { requireReplay } from './require-replay.ts'

const shownLanes = 200

/** A replay with the progress of its subscriptions, the largest first. Has what ended since a worker looked at it counted. */
export async function getReplay(actor: Actor, input: { id: string }): Promise<ReplayDetail> {
  const row = await requireReplay(actor, input.id)
  const lanes = await listReplayLanes(row.tenantId, row.id, shownLanes)
  await ringWatchedReplay(row.id)
  return { ...replayView(row), lanes: lanes.map((lane) => laneView(row, lane)) }
}

function laneView(replay: ReplayRow, lane: ReplayLaneRow): ReplayDetail['lanes'][number] {
  const { url, total, queued, done, failed, stoppedReason } = lane
  const hasMore = done + failed < (stoppedReason === null ? total : queued)
  const isOver = replay.status === 'completed' || replay.status === 'cancelled'
  return {
    subscription: toId('subscription', lane.subscriptionId),
    url,
    total,
    queued,
    done,
    failed,
    stopped_reason: stoppedReason,
    held: hasMore && !isOver ? replayHold(lane, clock.now()) : null,
  }
}
