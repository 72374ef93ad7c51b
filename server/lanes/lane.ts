import { newUuid } from '../platform/uuid.ts'
import { type AttemptDecision, decideAttempt } from './attempt-decision.ts'
import type { LaneUpdate } from './attempt-record.ts'
import { type BatchWindow, nextBatch, wholeBatches } from './batch-window.ts'
import { type Circuit, isAbsence, onProbeDue } from './circuit-breaker.ts'
import { adoptCircuit, laneUpdateOf } from './lane-circuit.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemory } from './lane-memory.ts'
import { batchReadRows, type LaneGate, laneRoom, opensAt, replayRoom, requestRoom } from './lane-room.ts'
import type { LaneServices } from './lane-services.ts'
import type { DueDelivery, LaneRead } from './lane-store.ts'
import { laneWaitMs, longestHeldWaitMs } from './lane-wait.ts'
import { RateBucket } from './rate-bucket.ts'

/** A lane that can send nothing looks this often whether its subscription was changed, when somebody rings. */
const stateReadEveryMs = 500

type Members = [DueDelivery, ...DueDelivery[]]

/**
 * The outstanding deliveries of one subscription while this process owns them. There is one owner, so order, concurrency, rate,
 * batches and the circuit are plain code here. Whatever goes wrong, the rows in the database are the truth: a lane that is
 * dropped is taken up again by somebody's doorbell or by the reconciler.
 */
export class Lane {
  readonly subscriptionId: string
  private readonly services: LaneServices
  private readonly memory: LaneMemory
  private phase: 'locking' | 'held' | 'releasing' | 'gone' = 'locking'
  /** Somebody rang since the last look. Tested synchronously before the registry entry goes. */
  private nudged = false
  private wantRead = true
  /** The last read left replays for want of room for them, and nothing else. */
  private onlyReplaysWait = false
  private reading = false
  private stateKnown = false
  private status: 'active' | 'paused' | 'disabled' = 'active'
  private heldUntil = 0
  private crashCount = 0
  private stateReadAt = 0
  private nextDueAt = Number.POSITIVE_INFINITY
  private window: BatchWindow = []
  private leaving: 'no' | 'closing' | 'given_away' | 'faulty' = 'no'
  private timer: NodeJS.Timeout | undefined
  private endHold: (() => void) | undefined
  private jobs: (() => void)[] = []

  /** True once the lock was ours. */
  owned = false
  /** Resolves when the lane is gone from this process. */
  readonly departure: Promise<void>
  private announceDeparture: () => void = () => undefined

  constructor(subscriptionId: string, services: LaneServices) {
    this.departure = new Promise((resolve) => {
      this.announceDeparture = resolve
    })
    this.subscriptionId = subscriptionId
    this.services = services
    this.memory = services.memories.of(subscriptionId, services.clock.now())
  }

  /** True while this lane has or waits for answers: a hot lane counts for the share of its process. */
  get hot(): boolean {
    return this.phase === 'held' && (this.memory.sending > 0 || this.reading || this.window.length > 0)
  }

  /** True from the moment the lock is ours until the last look after giving it back. */
  get locked(): boolean {
    return this.phase === 'held' || this.phase === 'releasing'
  }

  nudge(): void {
    this.nudged = true
    this.wantRead = true
    this.step()
  }

  /** Resolves when the lane has nothing more that it can start now: a graphile job need not wait for answers. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.phase === 'gone') resolve()
      else this.jobs.push(resolve)
    })
  }

  /** Starts nothing more, waits for what is in flight, unlocks. `given_away`: without the last read, the caller rings. */
  leave(how: 'closing' | 'given_away'): void {
    this.leaving = how
    this.dropWindow()
    this.step()
  }

  /** The lock is gone or may be: nothing more is sent. What is under way is recorded, the fence decides. */
  drop(): void {
    if (this.phase === 'gone') return
    this.dropWindow()
    this.depart()
  }

  /** Lock, hold, unlock, look again: until there is nothing to do or somebody else owns the lane. */
  async run(): Promise<void> {
    const { subscriptionId: id } = this
    const locks = this.services.locksOf(id)
    try {
      while (!this.isGone()) {
        this.phase = 'locking'
        this.nudged = false
        if (!(await locks.tryLock(id))) {
          // Who failed to get the lock failed before the owner's release; the owner looks once more after it.
          await locks.nudgeOwner(id)
          if (this.nudged && !this.isGone()) continue
          return this.depart()
        }
        if (this.isGone()) return void (await locks.release(id))
        await this.hold()
        if (this.isGone()) return
        this.phase = 'releasing'
        await locks.release(id)
        if (this.leaving !== 'no') {
          // Who rang meanwhile did not get the lock: another process looks now.
          if (this.nudged && this.leaving === 'closing') this.services.ringElsewhere(id)
          return this.depart()
        }
        const more = await locks.hasDue(id)
        // No await between this test and departing: a nudge is either seen here or finds no entry and makes a new one.
        if (!more && !this.nudged) return this.depart()
      }
    } catch {
      // The lane connection failed: it drops every lane it carried.
      this.drop()
    }
  }

  private isGone(): boolean {
    return this.phase === 'gone'
  }

  private depart(): void {
    this.phase = 'gone'
    clearTimeout(this.timer)
    this.endHold?.()
    this.settleJobs()
    this.services.onDeparted(this)
    this.announceDeparture()
  }

  private hold(): Promise<void> {
    this.phase = 'held'
    this.owned = true
    this.stateKnown = false
    this.wantRead = true
    this.nextDueAt = Number.POSITIVE_INFINITY
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

  /** Decides what to do next; called after anything changed. */
  private step(): void {
    if (this.phase !== 'held' || this.reading) return
    clearTimeout(this.timer)
    const now = this.services.clock.now()
    this.memory.usedAt = now
    if (this.leaving !== 'no') {
      if (this.memory.inFlight.size === 0) this.endHold?.()
      else this.settleJobs()
      return
    }
    this.adoptProbe(now)
    this.sendFullBatches(now)
    // A window that may not be sent for long goes back: pauses and probes are not waited for with rows in hand.
    if (this.window.length > 0 && opensAt(this.gate(now), now) - now > longestHeldWaitMs) {
      this.dropWindow()
      this.wantRead = true
    }
    if (now >= this.nextDueAt) {
      this.wantRead = true
      this.nextDueAt = Number.POSITIVE_INFINITY
    }
    const room = this.readRoom(now)
    if (
      this.wantRead &&
      (room > 0 || !this.stateKnown || (this.nudged && now - this.stateReadAt >= stateReadEveryMs))
    ) {
      void this.read(this.gate(now))
      return
    }
    this.settleJobs()
    const waitMs = this.waitMs(now, room)
    if (waitMs === null) {
      this.endHold?.()
      return
    }
    this.timer = setTimeout(() => this.wake(), Math.max(1, waitMs))
  }

  private wake(): void {
    const now = this.services.clock.now()
    const idle = this.memory.inFlight.size === 0 && !this.wantRead && now < this.nextDueAt
    if (idle && this.phase === 'held' && !this.reading) this.endHold?.()
    else this.step()
  }

  private waitMs(now: number, room: number): number | null {
    return laneWaitMs({
      now,
      opensAt: opensAt(this.gate(now), now),
      nextDueAt: this.nextDueAt,
      isBusy: this.memory.inFlight.size > 0,
      isBlocked: this.wantRead && room <= 0,
      looksAgainAt: this.nudged ? this.stateReadAt + stateReadEveryMs : null,
      batchDeadline: this.window.length > 0 ? this.batchDeadline() : null,
    })
  }

  private gate(now: number) {
    const { config, circuit, bucket, inFlight } = this.memory
    return {
      now,
      config,
      circuit,
      bucket,
      active: this.status === 'active',
      stateKnown: this.stateKnown,
      heldUntil: this.heldUntil,
      crashCount: this.crashCount,
      sending: this.memory.sending,
      inFlight: inFlight.size,
      windowed: this.window.length,
    }
  }

  private room(now: number): number {
    return laneRoom(this.gate(now))
  }

  /** Room for what there may be to read: somebody who rang may have brought a live event. */
  private readRoom(now: number): number {
    const gate = this.gate(now)
    return this.onlyReplaysWait && !this.nudged ? replayRoom(gate) : laneRoom(gate)
  }

  private async read(gate: LaneGate): Promise<void> {
    const room = laneRoom(gate)
    const maxReplays = Math.max(0, replayRoom(gate))
    this.reading = true
    this.wantRead = false
    this.nudged = false
    const read = await this.services
      .locksOf(this.subscriptionId)
      .read({
        subscriptionId: this.subscriptionId,
        maxRows: Math.max(0, room),
        maxReplays,
        stateKnown: this.stateKnown,
        // Taken when the statement is sent: whatever is committed by then is not in its snapshot any more.
        inFlight: () => [...this.memory.inFlight, ...this.passedOver()],
      })
      .catch(() => null)
    // At once: the journal's row serves several lanes, and must not go before all of them have recorded.
    if (read && read.rows.length > 0) this.services.recorder.openJournal(read.journalId, read.rows.length)
    const adopted = read !== null && !this.isGone() && (await this.adopt(read))
    this.reading = false
    const taken = read && adopted && !this.isGone() ? this.take(read, room, maxReplays) : 0
    if (read) this.services.recorder.closeJournal(read.journalId, read.rows.length - taken)
    if (this.isGone()) return
    if (!read || !adopted) {
      this.dropWindow()
      this.endHold?.()
      return
    }
    this.adoptProbe(this.services.clock.now())
    if (room > 0 && read.rows.length === 0 && this.memory.circuit?.state === 'half_open') await this.findProbe()
    this.step()
  }

  /** Takes over status, circuit and configuration as they were at the read; false: the subscription is gone. */
  private async adopt(read: LaneRead): Promise<boolean> {
    const { state } = read
    if (state.deleted) return false
    this.status = state.status
    const changed = this.memory.config?.revision !== state.revision
    if (changed) {
      const config = await this.services.loadConfig(this.subscriptionId).catch(() => null)
      if (!config) {
        // Looking again at once would find the same: the reconciler rings in a while.
        this.leaving = 'faulty'
        return false
      }
      this.dropWindow()
      this.configure(config)
    }
    if (changed || !this.stateKnown) {
      this.memory.circuit = adoptCircuit(state, this.memory.circuit, this.services.clock.now())
      this.heldUntil = state.heldUntil ?? 0
      this.crashCount = state.crashCount
      this.stateKnown = true
    }
    return true
  }

  private configure(config: LaneConfig): void {
    const { memory } = this
    if (memory.config?.ratePerSecond !== config.ratePerSecond) {
      memory.bucket =
        config.ratePerSecond === null ? null : new RateBucket(config.ratePerSecond, this.services.clock.now())
    }
    memory.config = config
  }

  /** Sends what may be sent now; returns how many. A row beyond the room (the configuration changed) stays where it is. */
  private take(read: LaneRead & { journalId: string }, room: number, maxReplays: number): number {
    const { journalId } = read
    const config = this.memory.config as LaneConfig
    this.stateReadAt = this.services.clock.now()
    // Also without any room: a read that only looked at the subscription says nothing of what waits.
    const isFull = read.rows.length >= Math.max(0, room)
    const replays = read.rows.filter((row) => row.priority > 0).length
    this.onlyReplaysWait = !isFull && room > 0 && maxReplays < room && replays >= maxReplays
    if (isFull || this.onlyReplaysWait) this.wantRead = true
    let taken = 0
    for (const row of config.mode === 'batch' ? wholeBatches(read.rows, batchReadRows(config)) : read.rows) {
      if (this.memory.inFlight.has(row.deliveryId) || this.leaving !== 'no') {
        this.wantRead = true
        continue
      }
      const now = this.services.clock.now()
      this.adoptProbe(now)
      const bypass = row.priority < 0
      if (!bypass && this.room(now) <= 0) {
        this.wantRead = true
        break
      }
      taken += 1
      this.memory.inFlight.add(row.deliveryId)
      if (row.expired || row.attempt > config.retry.scheduleSeconds.length + 1) void this.expire(row, journalId)
      else if (config.mode === 'batch' && !bypass) this.window.push({ row, journalId, since: now })
      else void this.attempt([row], null, journalId)
    }
    return taken
  }

  private sendFullBatches(now: number): void {
    const { config } = this.memory
    while (config && this.window.length > 0) {
      if (requestRoom(this.gate(now), config) <= 0) return
      const batch = nextBatch(this.window, config, now, this.memory.circuit?.state === 'half_open')
      if (!batch) return
      this.window = this.window.slice(batch.length)
      const batchId = batch[0]?.row.batchId ?? newUuid()
      const members = batch.map((entry) => entry.row) as Members
      void this.attempt(members, batchId, ...batch.map((entry) => entry.journalId))
    }
  }

  private batchDeadline(): number {
    const since = this.window[0]?.since
    return since === undefined ? Number.POSITIVE_INFINITY : since + (this.memory.config?.batchMaxWaitMs ?? 0)
  }

  private dropWindow(): void {
    for (const { row, journalId } of this.window) {
      this.memory.inFlight.delete(row.deliveryId)
      this.services.recorder.closeJournal(journalId, 1)
    }
    this.window = []
  }

  private async attempt(members: Members, batchId: string | null, ...journalIds: string[]): Promise<void> {
    const { memory, services } = this
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
    const decision = decideAttempt({
      result,
      members,
      config,
      before,
      wasProbe,
      bypass,
      lastSuccessAt: memory.lastSuccessAt,
      now,
      limits: services.circuitLimits,
    })
    const { verdict, outcome, delayMs } = decision
    const laneUpdate = decision.circuit ? this.adoptResult(members, before, decision.circuit, decision, now) : null
    const recorded = Promise.all(
      members.map((delivery, index) =>
        services.recorder.record({
          id: newUuid(),
          delivery,
          journalId: journalIds[index] as string,
          appId: config.appId,
          batchId,
          workerId: services.workerId,
          startedAt,
          url: config.url,
          requestHeaders: headers,
          result,
          outcome,
          nextDueAt: outcome === 'retry' ? now + (delayMs as number) : null,
          absent: decision.absent,
          laneUpdate: index === 0 ? laneUpdate : null,
        }),
      ),
    )
    memory.onRecorded()
    await recorded
    for (const member of members) memory.inFlight.delete(member.deliveryId)
    if (outcome === 'retry') this.nextDueAt = Math.min(this.nextDueAt, now + (delayMs as number))
    if (outcome === 'probe') this.wantRead = true
    if (verdict.gone && !bypass) await services.disableGone(config)
    if (verdict.succeeded && !bypass && before.failingSince !== null) {
      this.wantRead = true
      if (config.autoRedeliver && isAbsence(before)) await services.redeliverAbsent(config, before.failingSince)
    }
    // Fifo: the next in line may go only now.
    if (config.fifo) this.wantRead = true
    memory.onRecorded()
  }

  /** What an attempt changes for the lane; returns what must be written of it. */
  private adoptResult(
    members: Members,
    before: Circuit,
    circuit: Circuit,
    { verdict, wasProbe, retryAfterMs }: AttemptDecision,
    now: number,
  ): LaneUpdate | null {
    const { memory } = this
    memory.circuit = circuit
    if (verdict.succeeded) {
      memory.lastSuccessAt = now
      memory.probed.clear()
    } else if (wasProbe) for (const member of members) memory.probed.add(member.deliveryId)
    if (verdict.holdsLane && retryAfterMs !== null) this.heldUntil = Math.max(this.heldUntil, now + retryAfterMs)
    const { heldUntil, crashCount } = this
    if (verdict.succeeded) this.crashCount = 0
    return laneUpdateOf(memory, { before, heldUntil, crashCount, succeeded: verdict.succeeded, now })
  }

  private async expire(delivery: DueDelivery, journalId: string): Promise<void> {
    const config = this.memory.config as LaneConfig
    await this.services.recorder.record({
      id: newUuid(),
      delivery,
      journalId,
      appId: config.appId,
      batchId: null,
      workerId: this.services.workerId,
      startedAt: this.services.clock.now(),
      url: config.url,
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

  /**
   * The oldest delivery is the probe, so that all arrive in order of age; but every second probe is one that did not serve yet:
   * a delivery that the receiver cannot digest must not keep the circuit open. In fifo order nothing is passed over.
   */
  private passedOver(): Iterable<string> {
    const { circuit, config, probed } = this.memory
    return circuit?.state === 'half_open' && circuit.probes % 2 === 1 && !config?.fifo ? probed : []
  }

  /** The moment a probe becomes due somebody must look for one, also when nothing waits. */
  private adoptProbe(now: number): void {
    const { circuit } = this.memory
    if (!circuit) return
    this.memory.circuit = onProbeDue(circuit, now)
    if (this.memory.circuit !== circuit) this.wantRead = true
  }

  /** A probe is due and nothing else waits: what served before, or else what died of the receiver's absence, the oldest first. */
  private async findProbe(): Promise<void> {
    const { probed, circuit } = this.memory
    const config = this.memory.config as LaneConfig
    if (probed.size > 0) {
      probed.clear()
      this.wantRead = true
    } else if (config.autoRedeliver) {
      const failingSince = circuit?.failingSince ?? this.services.clock.now()
      if (await this.services.reviveOldest(config, failingSince)) this.wantRead = true
    }
  }
}
