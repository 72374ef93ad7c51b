import type { ReplayDetail } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { isWaiting, laneView } from './lane-view.ts'
import { ringWatchedReplay } from './replay-job-store.ts'
import { listReplayLanes } from './replay-store.ts'
import { replayView } from './replay-view.ts'
import { requireReplay } from './require-replay.ts'

/** Of one replay. */
export const shownLanes = 200

/** A replay with the progress of its subscriptions, the largest first. Has what ended since a worker looked at it counted. */
export async function getReplay(actor: Actor, input: { id: string }): Promise<ReplayDetail> {
  const row = await requireReplay(actor, input.id)
  const lanes = (await listReplayLanes(row.tenantId, row.id, shownLanes)).map((lane) => laneView(row, lane))
  await ringWatchedReplay(row.id)
  return { ...replayView(row), waiting: isWaiting(row, lanes), lanes }
}
