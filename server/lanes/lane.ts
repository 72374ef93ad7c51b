import { LaneBatcher } from './lane-batcher.ts'
import type { LaneMemory } from './lane-memory.ts'
import { LaneOutlook } from './lane-outlook.ts'
import { adoptProbe, findProbe } from './lane-probes.ts'
import { LaneReader } from './lane-reader.ts'
import type { LaneGate } from './lane-room.ts'
import { LaneSender } from './lane-sender.ts'
import type { LaneServices } from './lane-services.ts'
import { nextStep } from './lane-step.ts'

/**
 * The outstanding deliveries of one subscription while this process owns them. There is one owner, so order, concurrency, rate,
 * batches and the circuit are plain code here. Whatever goes wrong, the rows in the database are the truth: a lane that is
 * dropped is taken up again by somebody's doorbell or by the reconciler.
 */
export class Lane {
  readonly subscriptionId: string
  private readonly services: LaneServices
  private readonly memory: LaneMemory
  private readonly outlook: LaneOutlook
  private readonly batcher: LaneBatcher
  private readonly reader: LaneReader
  private readonly onDeparted: () => void
  private reading = false
  private timer: NodeJS.Timeout | undefined
  private endHold: (() => void) | undefined
  private jobs: (() => void)[] = []

  /** True once the lock was ours. */
  owned = false
  /** Resolves when the lane is gone from this process. */
  readonly departure: Promise<void>
  private announceDeparture: () => void = () => undefined

  /** `onDeparted` runs in the same turn as the last look at what rang. */
  constructor(subscriptionId: string, services: LaneServices, onDeparted: () => void) {
    this.departure = new Promise((resolve) => {
      this.announceDeparture = resolve
    })
    this.subscriptionId = subscriptionId
    this.services = services
    this.onDeparted = onDeparted
    const memory = services.memories.of(subscriptionId, services.clock.now())
    const outlook = new LaneOutlook(memory)
    const sender = new LaneSender({ memory, outlook, services })
    this.memory = memory
    this.outlook = outlook
    this.batcher = new LaneBatcher({ memory, outlook, services, sender })
    this.reader = new LaneReader({ subscriptionId, memory, outlook, services, sender, batcher: this.batcher })
  }

  /** True while this lane has or waits for answers: a hot lane counts for the share of its process. */
  get hot(): boolean {
    const { phase, window } = this.outlook
    return phase === 'held' && (this.memory.sending > 0 || this.reading || window.length > 0)
  }

  /** True from the moment the lock is ours until the last look after giving it back. */
  get locked(): boolean {
    const { phase } = this.outlook
    return phase === 'held' || phase === 'releasing'
  }

  nudge(): void {
    this.outlook.nudged = true
    this.outlook.wantRead = true
    this.step()
  }

  /** Resolves when the lane has nothing more that it can start now: a graphile job need not wait for answers. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.outlook.isGone()) resolve()
      else this.jobs.push(resolve)
    })
  }

  /** Starts nothing more, waits for what is in flight, unlocks. `given_away`: without the last read, the caller rings. */
  leave(how: 'closing' | 'given_away'): void {
    this.outlook.leaving = how
    this.batcher.drop()
    this.step()
  }

  /** The lock is gone or may be: nothing more is sent. What is under way is recorded, the fence decides. */
  drop(): void {
    if (this.outlook.isGone()) return
    this.batcher.drop()
    this.depart()
  }

  /** Lock, hold, unlock, look again: until there is nothing to do or somebody else owns the lane. */
  async run(): Promise<void> {
    const { subscriptionId: id, outlook } = this
    const locks = this.services.locksOf(id)
    try {
      while (!outlook.isGone()) {
        outlook.phase = 'locking'
        outlook.nudged = false
        if (!(await locks.tryLock(id))) {
          // Who failed to get the lock failed before the owner's release; the owner looks once more after it.
          await locks.nudgeOwner(id)
          if (outlook.nudged && !outlook.isGone()) continue
          return this.depart()
        }
        if (outlook.isGone()) return void (await locks.release(id))
        await this.hold()
        if (outlook.isGone()) return
        outlook.phase = 'releasing'
        await locks.release(id)
        if (outlook.leaving !== 'no') {
          // Who rang meanwhile did not get the lock: another process looks now.
          if (outlook.nudged && outlook.leaving === 'closing') this.services.ringElsewhere(id)
          return this.depart()
        }
        const more = await locks.hasDue(id)
        // No await between this test and departing: a nudge is either seen here or finds no entry and makes a new one.
        if (!more && !outlook.nudged) return this.depart()
      }
    } catch {
      // The lane connection failed: it drops every lane it carried.
      this.drop()
    }
  }

  private depart(): void {
    this.outlook.phase = 'gone'
    clearTimeout(this.timer)
    this.endHold?.()
    this.settleJobs()
    this.onDeparted()
    this.announceDeparture()
  }

  private hold(): Promise<void> {
    const { outlook } = this
    this.owned = true
    outlook.phase = 'held'
    outlook.stateKnown = false
    outlook.wantRead = true
    outlook.nextDueAt = Number.POSITIVE_INFINITY
    this.memory.onRecorded = () => this.step()
    return new Promise((resolve) => {
      this.endHold = resolve
      this.step()
    })
  }

  private settleJobs(): void {
    const jobs = this.jobs
    this.jobs = []
    for (const settle of jobs) settle()
  }

  /** Does what is to be done now; called after anything changed. */
  private step(): void {
    const { memory, outlook } = this
    if (outlook.phase !== 'held' || this.reading) return
    clearTimeout(this.timer)
    const now = this.services.clock.now()
    memory.usedAt = now
    if (outlook.leaving !== 'no') {
      if (memory.inFlight.size === 0) this.endHold?.()
      else this.settleJobs()
      return
    }
    adoptProbe(memory, outlook, now)
    this.batcher.sendReady(now)
    if (now >= outlook.nextDueAt) {
      outlook.wantRead = true
      outlook.nextDueAt = Number.POSITIVE_INFINITY
    }
    const gate = outlook.gate(now)
    const step = nextStep(gate, outlook, this.batcher.deadline())
    if (step.next === 'read') return void this.read(gate)
    this.settleJobs()
    if (step.next === 'release') this.endHold?.()
    else this.timer = setTimeout(() => this.wake(), step.waitMs)
  }

  private wake(): void {
    const { memory, outlook } = this
    const idle = memory.inFlight.size === 0 && !outlook.wantRead && this.services.clock.now() < outlook.nextDueAt
    if (idle && outlook.phase === 'held' && !this.reading) this.endHold?.()
    else this.step()
  }

  private async read(gate: LaneGate): Promise<void> {
    const { memory, outlook, services } = this
    this.reading = true
    const outcome = await this.reader.read(gate)
    this.reading = false
    if (outlook.isGone()) return
    if (outcome === 'failed') {
      this.batcher.drop()
      this.endHold?.()
      return
    }
    adoptProbe(memory, outlook, services.clock.now())
    if (outcome === 'nothing_due' && memory.circuit?.state === 'half_open') await findProbe(memory, outlook, services)
    this.step()
  }
}
