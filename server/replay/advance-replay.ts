import { insertRedeliveries } from '../delivery/redelivery-store.ts'
import { deliveryId } from '../events/delivery-id.ts'
import { database } from '../platform/database.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { feedSize } from './feed-size.ts'
import { pickFitting } from './fitting-candidates.ts'
import { positionOf, type ReplayCandidate, type ReplayChoice } from './replay-candidate-store.ts'
import {
  claimChunk,
  completeReplay,
  correctQueued,
  type FeedLane,
  insertMissingDeliveries,
  noteRuns,
  type RunningReplay,
  readFeedLanes,
  readReplay,
  settleReplay,
  stopLane,
} from './replay-feed-store.ts'

/** `ended`: there is nothing left to do for it. `moved`: something ended or was handed over. `waitMs`: until the rate admits more. */
export interface ReplayStep {
  ended: boolean
  moved: boolean
  waitMs: number
}

/**
 * One step of a replay (uuid): counts what has ended and hands the next chunks to the lanes. Any number of processes may do it at
 * once, and any may die at any point: a chunk and the cursor behind it are one transaction.
 */
export async function advanceReplay(id: string): Promise<ReplayStep> {
  const settled = await settleReplay(id)
  const replay = await readReplay(id)
  if (replay?.status !== 'running') return { ended: true, moved: false, waitMs: 0 }
  const lanes = await readFeedLanes(replay.tenantId, id)
  let fed = 0
  let { waitMs } = replay
  for (const lane of lanes) {
    if (lane.exhausted) continue
    if (lane.subscriptionDeleted || lane.subscriptionStatus === 'disabled') {
      await stopLane(id, lane.subscriptionId, lane.subscriptionDeleted ? 'It was deleted.' : 'It was disabled.')
      continue
    }
    if (replay.ratePerSecond !== null && (fed > 0 || waitMs > 0)) continue
    fed += await feedLane(replay, lane)
  }
  if (fed > 0 && replay.ratePerSecond !== null) waitMs = (fed * 1000) / replay.ratePerSecond
  const ended = await completeReplay(id)
  return { ended, moved: settled + fed > 0, waitMs }
}

/** Hands one chunk over; returns how many deliveries it had. */
async function feedLane(replay: RunningReplay, lane: FeedLane): Promise<number> {
  const limit = feedSize(lane.inFlight, replay.ratePerSecond)
  if (limit === 0) return 0
  const candidates = await pickFitting(choiceOf(replay, lane.subscriptionId), lane.cursor, limit)
  const last = candidates.at(-1)
  const chunk = {
    cursor: lane.cursor,
    next: last ? positionOf(last) : lane.cursor,
    count: candidates.length,
    exhausted: candidates.length < limit,
  }
  return database().prisma.$transaction(
    async (tx) => {
      if (!(await claimChunk(tx, replay.id, lane.subscriptionId, chunk))) return 0
      if (candidates.length === 0) return 0
      const ids = candidates.map((candidate) => idOf(candidate, lane.subscriptionId))
      const isMissing = replay.include === 'missing'
      if (isMissing) await insertMissingDeliveries(tx, lane.subscriptionId, pairsOf(candidates, ids))
      else await insertRedeliveries(ids, 'replay', tx)
      const noted = await noteRuns(tx, replay.id, ids, isMissing)
      if (noted < ids.length) await correctQueued(tx, replay.id, lane.subscriptionId, ids.length - noted)
      return noted
    },
    { timeout: 30_000 },
  )
}

const idOf = (candidate: ReplayCandidate, subscriptionId: string): string =>
  candidate.deliveryId ?? deliveryId(candidate.eventId, subscriptionId)

function pairsOf(candidates: ReplayCandidate[], ids: string[]): { deliveryId: string; eventId: string }[] {
  return candidates.map((candidate, index) => ({ deliveryId: ids[index] as string, eventId: candidate.eventId }))
}

function choiceOf(replay: RunningReplay, subscriptionId: string): ReplayChoice {
  return {
    tenantId: replay.tenantId,
    subscriptionIds: [subscriptionId],
    from: firstUuidOf(replay.fromAt.getTime()),
    until: firstUuidOf(replay.toAt.getTime()),
    types: replay.types,
    include: replay.include,
    matching: replay.matching,
  }
}
