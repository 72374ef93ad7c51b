import { newUuid } from '../platform/uuid.ts'
import { type AttemptDecision, decideAttempt } from './attempt-decision.ts'
import type { AttemptRecord } from './attempt-record.ts'
import { type Circuit, isAbsence } from './circuit-breaker.ts'
import { adoptDecision } from './lane-circuit.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneOutlook } from './lane-outlook.ts'
import type { LaneServices } from './lane-services.ts'
import type { DueDelivery } from './lane-store.ts'

/** The deliveries of one request. */
export type Members = [DueDelivery, ...DueDelivery[]]

/** Makes the attempts of one lane and records them. It ends what it began, also when the lane is gone meanwhile. */
export class LaneSender {
  private readonly memory: LaneMemory
  private readonly outlook: LaneOutlook
  private readonly services: LaneServices

  constructor(lane: { memory: LaneMemory; outlook: LaneOutlook; services: LaneServices }) {
    this.memory = lane.memory
    this.outlook = lane.outlook
    this.services = lane.services
  }

  /** One request. `batchId`: uuid, or null for a single delivery; `journalIds`: of each member. Never rejects. */
  async send(members: Members, batchId: string | null, ...journalIds: string[]): Promise<void> {
    const { memory, outlook, services } = this
    const config = memory.config as LaneConfig
    const bypass = members[0].priority < 0
    const wasProbe = !bypass && memory.circuit?.state === 'half_open'
    const startedAt = services.clock.now()
    if (!bypass) {
      memory.sending += 1
      memory.bucket?.take(startedAt)
    }
    const { result, headers } = await services.send(memory, config, members, batchId, startedAt)
    if (!bypass) memory.sending -= 1
    const now = services.clock.now()
    const before = memory.circuit as Circuit
    const { lastSuccessAt } = memory
    const { circuitLimits: limits } = services
    const from = { result, members, config, before, wasProbe, bypass, lastSuccessAt, now, limits }
    const decision = decideAttempt(from)
    const { outcome, delayMs, absent } = decision
    const laneUpdate = adoptDecision(memory, outlook, { members, before, decision, now })
    const nextDueAt = outcome === 'retry' ? now + (delayMs as number) : null
    const answer = { batchId, startedAt, requestHeaders: headers, result, outcome, nextDueAt, absent }
    const recorded = Promise.all(
      members.map((delivery, index) => {
        const journalId = journalIds[index] as string
        return this.record(config, delivery, journalId, { ...answer, laneUpdate: index === 0 ? laneUpdate : null })
      }),
    )
    memory.onRecorded()
    await recorded
    for (const member of members) memory.inFlight.delete(member.deliveryId)
    if (nextDueAt !== null) outlook.nextDueAt = Math.min(outlook.nextDueAt, nextDueAt)
    await this.follow(config, decision, { before, bypass })
    memory.onRecorded()
  }

  /** Ends a delivery whose time-to-live is over without an attempt. */
  async expire(delivery: DueDelivery, journalId: string): Promise<void> {
    await this.record(this.memory.config as LaneConfig, delivery, journalId, {
      batchId: null,
      startedAt: this.services.clock.now(),
      requestHeaders: {},
      result: null,
      outcome: 'expired',
      nextDueAt: null,
      absent: false,
      laneUpdate: null,
    })
    this.memory.inFlight.delete(delivery.deliveryId)
    this.memory.onRecorded()
  }

  private record(
    config: LaneConfig,
    delivery: DueDelivery,
    journalId: string,
    answer: Omit<AttemptRecord, 'id' | 'delivery' | 'journalId' | 'appId' | 'workerId' | 'url'>,
  ): Promise<void> {
    const { recorder, workerId } = this.services
    const { appId, url } = config
    return recorder.record({ id: newUuid(), delivery, journalId, appId, workerId, url, ...answer })
  }

  /** What a result, once it is stored, means for what comes next. */
  private async follow(
    config: LaneConfig,
    { verdict, outcome }: AttemptDecision,
    { before, bypass }: { before: Circuit; bypass: boolean },
  ): Promise<void> {
    const { outlook, services } = this
    if (outcome === 'probe') outlook.wantRead = true
    if (verdict.gone && !bypass) await services.disableGone(config)
    if (verdict.succeeded && !bypass && before.failingSince !== null) {
      outlook.wantRead = true
      if (config.autoRedeliver && isAbsence(before)) await services.redeliverAbsent(config, before.failingSince)
    }
    // Fifo: the next in line may go only now.
    if (config.fifo) outlook.wantRead = true
  }
}
