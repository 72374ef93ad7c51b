import type { BatchWindow } from './batch-window.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneGate } from './lane-room.ts'

/**
 * What the owner of a lane knows of it and has yet to do. It goes with the lane; what outlives the lane is in `LaneMemory`. Times
 * are Unix milliseconds of database time.
 */
export class LaneOutlook {
  phase: 'locking' | 'held' | 'releasing' | 'gone' = 'locking'
  leaving: 'no' | 'closing' | 'given_away' | 'faulty' = 'no'
  /** Somebody rang since the last look. Tested synchronously before the registry entry goes. */
  nudged = false
  /** There may be something to read. */
  wantRead = true
  /** The last read left replays for want of room for them, and nothing else. */
  onlyReplaysWait = false
  /** When a retry that it knows of becomes due. */
  nextDueAt = Number.POSITIVE_INFINITY
  /** False: what follows was not read since the lock became ours. */
  stateKnown = false
  status: 'active' | 'paused' | 'disabled' = 'active'
  heldUntil = 0
  crashCount = 0
  stateReadAt = 0
  window: BatchWindow = []
  private readonly memory: LaneMemory

  constructor(memory: LaneMemory) {
    this.memory = memory
  }

  isGone(): boolean {
    return this.phase === 'gone'
  }

  /** Everything that decides whether the lane may send. A picture of this moment: what is sent changes it. */
  gate(now: number): LaneGate {
    const { config, circuit, bucket, sending, inFlight } = this.memory
    return {
      now,
      config,
      circuit,
      bucket,
      active: this.status === 'active',
      stateKnown: this.stateKnown,
      heldUntil: this.heldUntil,
      crashCount: this.crashCount,
      sending,
      inFlight: inFlight.size,
      windowed: this.window.length,
    }
  }
}
