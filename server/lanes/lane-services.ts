import type { OutboundResult } from '../outbound/outbound-result.ts'
import type { Clock } from '../platform/clock.ts'
import type { AttemptRecorder } from './attempt-recorder.ts'
import type { CircuitLimits } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemories, LaneMemory } from './lane-memory.ts'
import type { DueDelivery } from './lane-store.ts'
import type { LockConnection } from './lock-connection.ts'

/** What a lane needs from its process. */
export interface LaneServices {
  workerId: string
  clock: Clock
  memories: LaneMemories
  recorder: AttemptRecorder
  circuitLimits: CircuitLimits
  locksOf(subscriptionId: string): LockConnection
  loadConfig(subscriptionId: string): Promise<LaneConfig | null>
  /** Never rejects. The headers are those that were sent. */
  send(
    memory: LaneMemory,
    config: LaneConfig,
    members: [DueDelivery, ...DueDelivery[]],
    batchId: string | null,
    startedAt: number,
  ): Promise<{ result: OutboundResult; headers: Record<string, string> }>
  /** The receiver answered 410 to this revision: it is disabled, or the inbox at webhook.site that it sends to is expired. */
  disableGone(config: LaneConfig): Promise<void>
  /** The receiver is back: what died of its absence goes again. `failingSince`: Unix milliseconds. */
  redeliverAbsent(config: LaneConfig, failingSince: number): Promise<void>
  /** True when a dead letter was brought back to serve as a probe. */
  reviveOldest(config: LaneConfig, failingSince: number): Promise<boolean>
  /** A job for whichever process takes it. */
  ringElsewhere(subscriptionId: string): void
}
