import { type LaneGate, laneRoom, opensAt, replayRoom } from './lane-room.ts'
import { laneWaitMs } from './lane-wait.ts'

/** A lane that can send nothing looks this often whether its subscription was changed, when somebody rings. */
const stateReadEveryMs = 500

/** What a lane does next: read, wait for so many milliseconds, or give its lock back. */
export type LaneStep = { next: 'read' } | { next: 'wait'; waitMs: number } | { next: 'release' }

/** What a lane knows of the work that is still to come. Times are Unix milliseconds of database time. */
export interface LaneWork {
  nudged: boolean
  wantRead: boolean
  onlyReplaysWait: boolean
  nextDueAt: number
  stateReadAt: number
}

/** Decides from the gate of this moment. `batchDeadline`: when the oldest unfilled batch goes as it is; null: none waits. */
export function nextStep(gate: LaneGate, work: LaneWork, batchDeadline: number | null): LaneStep {
  const { now } = gate
  const room = roomFor(gate, work)
  const looksAgainAt = work.nudged ? work.stateReadAt + stateReadEveryMs : null
  const looksAgain = looksAgainAt !== null && now >= looksAgainAt
  if (work.wantRead && (room > 0 || !gate.stateKnown || looksAgain)) return { next: 'read' }
  const waitMs = laneWaitMs({
    now,
    opensAt: opensAt(gate, now),
    nextDueAt: work.nextDueAt,
    isBusy: gate.inFlight > 0,
    isBlocked: work.wantRead,
    looksAgainAt,
    batchDeadline,
  })
  return waitMs === null ? { next: 'release' } : { next: 'wait', waitMs: Math.max(1, waitMs) }
}

/** Room for what there may be to read: somebody who rang may have brought a live event. */
function roomFor(gate: LaneGate, work: LaneWork): number {
  return work.onlyReplaysWait && !work.nudged ? replayRoom(gate) : laneRoom(gate)
}
