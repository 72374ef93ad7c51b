import { Lane } from './lane.ts'
import type { LaneServices } from './lane-services.ts'
import type { LockConnection } from './lock-connection.ts'

/** A lane that was given away is left alone this long, so that another process can take it. */
const shunnedMs = 2_000
/** Longer than a statement may take: an accept that saw a lane owned commits, or fails, within this time. */
const formerMs = 60_000

/**
 * The lanes of this process: one entry per subscription from before its lock is asked for until after its last read. `maxLanes`:
 * PostgreSQL's lock table is shared by everybody.
 */
export class LaneRegistry {
  private readonly lanes = new Map<string, Lane>()
  private readonly shunned = new Map<string, number>()
  /** When this process gave back the lock of a lane that is not here any more. */
  private readonly former = new Map<string, number>()
  private readonly services: LaneServices
  private readonly maxLanes: number
  private closing = false

  constructor(services: LaneServices, maxLanes: number) {
    this.services = services
    this.maxLanes = maxLanes
  }

  /**
   * A doorbell. Resolves when the lane has nothing more that it can start now. Beyond `maxLanes`, or for a lane just given
   * away, nothing happens here: the reconcilers ring again.
   */
  async ring(subscriptionId: string): Promise<void> {
    if (this.closing) return
    const known = this.lanes.get(subscriptionId)
    if (known) {
      // Before the nudge, which settles what can wait: a lane that is full or leaves would keep the job until its next answer.
      const settled = known.settled()
      known.nudge()
      return settled
    }
    const until = this.shunned.get(subscriptionId)
    if (until !== undefined) {
      if (performance.now() < until) return
      this.shunned.delete(subscriptionId)
    }
    if (this.lanes.size >= this.maxLanes) return
    const lane: Lane = new Lane(subscriptionId, this.services, () => this.departed(lane))
    this.lanes.set(subscriptionId, lane)
    void lane.run()
    return lane.settled()
  }

  /**
   * Somebody was rung for a lane that may be ours. Everybody hears it, also who asked: a lane that is only asking for its lock
   * must not take it for a doorbell, or those who ask nudge each other for ever.
   */
  nudgeHeld(subscriptionId: string): void {
    const lane = this.lanes.get(subscriptionId)
    if (lane?.locked) lane.nudge()
  }

  /**
   * Events were accepted while somebody owned the lane, so no job rings it. The owner may have given it back before they were
   * committed: then it looks again. Who cannot, because it closes or gave the lane away, leaves it to whoever takes the job.
   */
  accepted(subscriptionId: string): void {
    const lane = this.lanes.get(subscriptionId)
    if (lane?.locked) {
      lane.nudge()
    } else if (this.former.has(subscriptionId)) {
      const isShunned = (this.shunned.get(subscriptionId) ?? 0) > performance.now()
      if (isShunned || this.closing) this.services.ringElsewhere(subscriptionId)
      else void this.ring(subscriptionId)
    }
  }

  private departed(lane: Lane): void {
    if (this.lanes.get(lane.subscriptionId) === lane) this.lanes.delete(lane.subscriptionId)
    // Whoever did not get the lock leaves what is accepted to the one who has it.
    if (lane.owned) this.former.set(lane.subscriptionId, performance.now())
    else this.former.delete(lane.subscriptionId)
  }

  forgetFormer(): void {
    const before = performance.now() - formerMs
    for (const [subscriptionId, at] of this.former) if (at < before) this.former.delete(subscriptionId)
  }

  holds(subscriptionId: string): boolean {
    return this.lanes.has(subscriptionId)
  }

  dropAllOf(connection: LockConnection): void {
    for (const lane of [...this.lanes.values()]) {
      if (this.services.locksOf(lane.subscriptionId) === connection) lane.drop()
    }
  }

  hotLanes(): Lane[] {
    return [...this.lanes.values()].filter((lane) => lane.hot)
  }

  get size(): number {
    return this.lanes.size
  }

  /** Gives a lane to whoever takes it: the caller rings after the promise. */
  async giveAway(lane: Lane): Promise<void> {
    this.shunned.set(lane.subscriptionId, performance.now() + shunnedMs)
    await this.leave(lane, 'given_away')
    this.shunned.set(lane.subscriptionId, performance.now() + shunnedMs)
  }

  /** Starts nothing more and returns when every lane has recorded what it had in flight and is unlocked. */
  async close(): Promise<void> {
    this.closing = true
    await Promise.all([...this.lanes.values()].map((lane) => this.leave(lane, 'closing')))
  }

  private leave(lane: Lane, how: 'closing' | 'given_away'): Promise<void> {
    lane.leave(how)
    return lane.departure
  }
}
