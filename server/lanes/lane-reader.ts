import { newUuid } from '../platform/uuid.ts'
import { wholeBatches } from './batch-window.ts'
import type { LaneBatcher } from './lane-batcher.ts'
import { adoptCircuit } from './lane-circuit.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneOutlook } from './lane-outlook.ts'
import { adoptProbe, passedOver } from './lane-probes.ts'
import { batchReadRows, type LaneGate, laneRoom, replayRoom } from './lane-room.ts'
import type { LaneSender } from './lane-sender.ts'
import type { LaneServices } from './lane-services.ts'
import type { DueDelivery, LaneRead } from './lane-store.ts'
import { RateBucket } from './rate-bucket.ts'

interface LaneParts {
  subscriptionId: string
  memory: LaneMemory
  outlook: LaneOutlook
  services: LaneServices
  sender: LaneSender
  batcher: LaneBatcher
}

/** Reads what of a lane is due and starts it. */
export class LaneReader {
  private readonly lane: LaneParts

  constructor(lane: LaneParts) {
    this.lane = lane
  }

  /**
   * `failed`: the connection is away, or nothing may be sent of this subscription (any more). `nothing_due`: there was room, and
   * nothing to send in it. Never rejects.
   */
  async read(gate: LaneGate): Promise<'failed' | 'nothing_due' | 'done'> {
    const { subscriptionId, memory, outlook, services } = this.lane
    const room = laneRoom(gate)
    const maxReplays = Math.max(0, replayRoom(gate))
    outlook.wantRead = false
    outlook.nudged = false
    const read = await services
      .locksOf(subscriptionId)
      .read({
        subscriptionId,
        maxRows: Math.max(0, room),
        maxReplays,
        stateKnown: outlook.stateKnown,
        // Taken when the statement is sent: whatever is committed by then is not in its snapshot any more.
        inFlight: () => [...memory.inFlight, ...passedOver(memory)],
      })
      .catch(() => null)
    if (!read) return 'failed'
    const { rows, journalId } = read
    // At once: the journal's row serves several lanes, and must not go before all of them have recorded.
    if (rows.length > 0) services.recorder.openJournal(journalId, rows.length)
    const adopted = !outlook.isGone() && (await this.adopt(read))
    const taken = adopted && !outlook.isGone() ? this.take(read, room, maxReplays) : 0
    services.recorder.closeJournal(journalId, rows.length - taken)
    if (!adopted) return 'failed'
    return room > 0 && rows.length === 0 ? 'nothing_due' : 'done'
  }

  /** Takes over status, circuit and configuration as they were at the read; false: nothing can be sent. */
  private async adopt({ state }: LaneRead): Promise<boolean> {
    const { subscriptionId, memory, outlook, services, batcher } = this.lane
    if (state.deleted) return false
    outlook.status = state.status
    const changed = memory.config?.revision !== state.revision
    if (changed) {
      const config = await services.loadConfig(subscriptionId).catch(() => null)
      if (!config) {
        // Looking again at once would find the same: the reconciler rings in a while.
        outlook.leaving = 'faulty'
        return false
      }
      batcher.drop()
      this.configure(config)
    }
    if (changed || !outlook.stateKnown) {
      memory.circuit = adoptCircuit(state, memory.circuit, services.clock.now())
      outlook.heldUntil = state.heldUntil ?? 0
      outlook.crashCount = state.crashCount
      outlook.stateKnown = true
    }
    return true
  }

  private configure(config: LaneConfig): void {
    const { memory, services } = this.lane
    if (memory.config?.ratePerSecond !== config.ratePerSecond) {
      memory.bucket = config.ratePerSecond === null ? null : new RateBucket(config.ratePerSecond, services.clock.now())
    }
    memory.config = config
  }

  /** Starts what may be sent now; returns how many. A row beyond the room (the configuration changed) stays where it is. */
  private take(read: LaneRead & { journalId: string }, room: number, maxReplays: number): number {
    const { memory, outlook, services } = this.lane
    const config = memory.config as LaneConfig
    outlook.stateReadAt = services.clock.now()
    // Also without any room: a read that only looked at the subscription says nothing of what waits.
    const isFull = read.rows.length >= Math.max(0, room)
    const replays = read.rows.filter((row) => row.priority > 0).length
    outlook.onlyReplaysWait = !isFull && room > 0 && maxReplays < room && replays >= maxReplays
    if (isFull || outlook.onlyReplaysWait) outlook.wantRead = true
    let taken = 0
    for (const row of config.mode === 'batch' ? wholeBatches(read.rows, batchReadRows(config)) : read.rows) {
      if (memory.inFlight.has(row.deliveryId) || outlook.leaving !== 'no') {
        outlook.wantRead = true
        continue
      }
      const now = services.clock.now()
      adoptProbe(memory, outlook, now)
      // What was just started takes room from the next.
      if (row.priority >= 0 && laneRoom(outlook.gate(now)) <= 0) {
        outlook.wantRead = true
        break
      }
      taken += 1
      memory.inFlight.add(row.deliveryId)
      this.start(row, read.journalId, now)
    }
    return taken
  }

  private start(row: DueDelivery, journalId: string, now: number): void {
    const { outlook, sender } = this.lane
    const { mode } = this.lane.memory.config as LaneConfig
    if (row.expired) void sender.expire(row, journalId)
    else if (mode === 'single') void sender.send([row], null, journalId)
    else if (row.priority >= 0) outlook.window.push({ row, journalId, since: now })
    // A test is sent at once, and as what the receiver expects.
    else void sender.send([row], newUuid(), journalId)
  }
}
