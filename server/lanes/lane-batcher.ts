import { newUuid } from '../platform/uuid.ts'
import { nextBatch } from './batch-window.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneOutlook } from './lane-outlook.ts'
import { opensAt, requestRoom } from './lane-room.ts'
import type { LaneSender, Members } from './lane-sender.ts'
import type { LaneServices } from './lane-services.ts'
import { longestHeldWaitMs } from './lane-wait.ts'

/** The deliveries of a lane in batch mode that wait for their batch to fill. */
export class LaneBatcher {
  private readonly memory: LaneMemory
  private readonly outlook: LaneOutlook
  private readonly services: LaneServices
  private readonly sender: LaneSender

  constructor(lane: { memory: LaneMemory; outlook: LaneOutlook; services: LaneServices; sender: LaneSender }) {
    this.memory = lane.memory
    this.outlook = lane.outlook
    this.services = lane.services
    this.sender = lane.sender
  }

  /** Sends the batches that are full or have waited long enough, as far as there is room. */
  sendReady(now: number): void {
    const { memory, outlook } = this
    const { config } = memory
    while (config && outlook.window.length > 0) {
      const gate = outlook.gate(now)
      const batch =
        requestRoom(gate, config) > 0
          ? nextBatch(outlook.window, config, now, memory.circuit?.state === 'half_open')
          : null
      if (!batch) {
        // A window that may not be sent for long goes back: pauses and probes are not waited for with rows in hand.
        if (opensAt(gate, now) - now > longestHeldWaitMs) this.drop()
        return
      }
      outlook.window = outlook.window.slice(batch.length)
      const batchId = batch[0]?.row.batchId ?? newUuid()
      const members = batch.map((entry) => entry.row) as Members
      void this.sender.send(members, batchId, ...batch.map((entry) => entry.journalId))
    }
  }

  /** When the oldest goes although its batch is not full; null: none waits. Unix milliseconds. */
  deadline(): number | null {
    const since = this.outlook.window[0]?.since
    return since === undefined ? null : since + (this.memory.config?.batchMaxWaitMs ?? 0)
  }

  /** Leaves what was not sent to the next read. */
  drop(): void {
    const { outlook } = this
    if (outlook.window.length === 0) return
    for (const { row, journalId } of outlook.window) {
      this.memory.inFlight.delete(row.deliveryId)
      this.services.recorder.closeJournal(journalId, 1)
    }
    outlook.window = []
    outlook.wantRead = true
  }
}
