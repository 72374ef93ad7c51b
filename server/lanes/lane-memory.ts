import type { ConnectionPool } from '../outbound/connection-pool.ts'
import type { Circuit } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { RateBucket } from './rate-bucket.ts'

/**
 * What this process knows of a subscription. It outlives the ownership of its lane: a lane that was dropped with its lock may still
 * have requests under way, and whoever takes it again in this process must not send them twice.
 */
export interface LaneMemory {
  subscriptionId: string
  /** Deliveries (uuids) from their read until their result is committed. */
  inFlight: Set<string>
  /** Requests without an answer yet, those of a lane that was dropped included. */
  sending: number
  /** Wakes the lane that holds the subscription now, whichever lane sent what was recorded. */
  onRecorded: () => void
  /** Deliveries (uuids) that served as probes of the open circuit and failed. */
  probed: Set<string>
  config: LaneConfig | null
  circuit: Circuit | null
  bucket: RateBucket | null
  connections: { key: string; pool: ConnectionPool } | null
  /** Unix milliseconds; 0: none that this process knows of. */
  lastSuccessAt: number
  /** When a success was last written to lane_states, Unix milliseconds. */
  successWrittenAt: number
  usedAt: number
}

/** A lane that goes on succeeding writes that itself. */
const quietMs = 1_000

/** Idle connections and configuration are kept this long after a lane's last use. */
const keptMs = 60_000

export class LaneMemories {
  private readonly memories = new Map<string, LaneMemory>()

  of(subscriptionId: string, now: number): LaneMemory {
    let memory = this.memories.get(subscriptionId)
    if (!memory) {
      memory = {
        subscriptionId,
        inFlight: new Set(),
        sending: 0,
        onRecorded: () => undefined,
        probed: new Set(),
        config: null,
        circuit: null,
        bucket: null,
        connections: null,
        lastSuccessAt: 0,
        successWrittenAt: 0,
        usedAt: now,
      }
      this.memories.set(subscriptionId, memory)
    }
    memory.usedAt = now
    return memory
  }

  /** Successes that came too soon after another to be written with it, of lanes that are quiet by now. */
  unwrittenSuccesses(now: number): LaneMemory[] {
    return [...this.memories.values()].filter(
      ({ lastSuccessAt, successWrittenAt }) => lastSuccessAt > successWrittenAt && now - lastSuccessAt >= quietMs,
    )
  }

  /** Forgets subscriptions that were not used for a minute and have nothing in flight. */
  forgetIdle(now: number, isHeld: (subscriptionId: string) => boolean): void {
    for (const [id, memory] of this.memories) {
      if (now - memory.usedAt < keptMs || memory.inFlight.size > 0 || isHeld(id)) continue
      this.memories.delete(id)
      void memory.connections?.pool.close()
    }
  }

  get inFlight(): number {
    let total = 0
    for (const memory of this.memories.values()) total += memory.inFlight.size
    return total
  }

  async close(): Promise<void> {
    await Promise.all([...this.memories.values()].map((memory) => memory.connections?.pool.close()))
  }
}
