import { toId } from '../contract/ids.ts'
import type { ReplayDetail } from '../contract/replay.ts'
import { clock } from '../platform/clock.ts'
import { replayHold } from './replay-hold.ts'
import type { ReplayLaneRow, ReplayRow } from './replay-store.ts'

type ReplayLane = ReplayDetail['lanes'][number]

/** How far a replay is with one subscription, as the API shows it. */
export function laneView(replay: Pick<ReplayRow, 'status'>, lane: ReplayLaneRow): ReplayLane {
  const { url, total, queued, done, failed, stoppedReason } = lane
  const isOver = replay.status === 'completed' || replay.status === 'cancelled'
  const view = {
    subscription: toId('subscription', lane.subscriptionId),
    url,
    total,
    queued,
    done,
    failed,
    stopped_reason: stoppedReason,
  }
  return { ...view, held: hasMore(view) && !isOver ? replayHold(lane, clock.now()) : null }
}

/** It runs, and everything that is left of it is held. */
export function isWaiting({ status }: Pick<ReplayRow, 'status'>, lanes: readonly ReplayLane[]): boolean {
  const unfinished = lanes.filter(hasMore)
  return status === 'running' && unfinished.length > 0 && unfinished.every((lane) => lane.held !== null)
}

function hasMore(lane: Omit<ReplayLane, 'held'>): boolean {
  return lane.done + lane.failed < (lane.stopped_reason === null ? lane.total : lane.queued)
}
