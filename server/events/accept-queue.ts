import { PostriderError } from '../contract/errors.ts'
import { isDataFault, isDeadlock } from '../platform/database-fault.ts'
import { type AcceptOutcome, acceptBatch } from './accept-store.ts'
import type { AcceptedEvent } from './accepted-event.ts'

/** Most events in one statement: beyond it the statement grows faster than the commit it saves. */
const maxBatchEvents = 500
const maxBatchBytes = 8 * 1024 * 1024
/** So many events are worth a statement of their own, beside one that runs; fewer wait, small commits are cheaper together. */
const fullTurn = 16
const maxRunning = 2
/** Statements begin at least this far apart, unless a full turn waits. */
const gapMs = 5
/** What may wait in this process before publishers are told to slow down. */
const maxWaitingEvents = 20_000
const maxDeadlockRetries = 5

interface Waiting {
  event: AcceptedEvent
  catalogueVersion: string
  settle: (outcome: AcceptOutcome) => void
  fail: (error: unknown) => void
}

export interface AcceptPolicy {
  idempotencyWindowSeconds: number
  timeToLiveSeconds: number
}

/**
 * Collects the events of concurrent publish requests: those that arrive while a statement is committing go together in the
 * next one. Tenants take turns in a full batch, so that one that publishes flat out delays only itself.
 */
export class AcceptQueue {
  private readonly policy: AcceptPolicy
  private readonly waitingByTenant = new Map<string, Waiting[]>()
  /**
   * Tenants with a fifo delivery in a statement that runs: the second statement may overtake the first, and would number their
   * later events before the earlier ones.
   */
  private readonly numbering = new Set<string>()
  private waitingEvents = 0
  private running = 0
  private scheduled = false
  private scheduledFull = false
  private timer: NodeJS.Timeout | undefined
  private begunAt = Number.NEGATIVE_INFINITY

  constructor(policy: AcceptPolicy) {
    this.policy = policy
  }

  /** Resolves after the commit. Throws `unavailable` when too much waits, and what PostgreSQL throws. */
  accept(event: AcceptedEvent, catalogueVersion: string): Promise<AcceptOutcome> {
    if (this.waitingEvents >= maxWaitingEvents) {
      throw new PostriderError('unavailable', 'Too many events wait to be stored. Try again in a second.', {
        retryAfterSeconds: 1,
      })
    }
    return new Promise((settle, fail) => {
      const own = this.waitingByTenant.get(event.tenantId)
      const waiting = { event, catalogueVersion, settle, fail }
      if (own) own.push(waiting)
      else this.waitingByTenant.set(event.tenantId, [waiting])
      this.waitingEvents += 1
      this.schedule()
    })
  }

  private schedule(): void {
    if (this.isFullTurn()) {
      if (this.scheduledFull) return
      this.scheduledFull = true
      // After the request that is being read, and before the others that arrived with it: PostgreSQL works while they are read.
      process.nextTick(() => {
        this.scheduledFull = false
        this.begin()
      })
    } else if (!this.scheduled) {
      this.scheduled = true
      setImmediate(() => {
        this.scheduled = false
        this.begin()
      })
    }
  }

  private isFullTurn(): boolean {
    return this.waitingEvents >= fullTurn && this.running < maxRunning
  }

  private begin(): void {
    while (this.waitingEvents > 0 && this.mayStart()) {
      const batch = this.take()
      if (batch.length === 0) return
      void this.run(batch)
    }
  }

  private mayStart(): boolean {
    if (this.isFullTurn()) return true
    if (this.running > 0) return false
    const restMs = this.begunAt + gapMs - performance.now()
    if (restMs <= 0) return true
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.begin()
    }, restMs)
    return false
  }

  /** One event of each tenant in turn until the batch is full. Keys of one statement are distinct: a twin waits. */
  private take(): Waiting[] {
    const batch: Waiting[] = []
    const keys = new Set<string>()
    const catalogueVersion = this.waitingByTenant.values().next().value?.[0]?.catalogueVersion
    let bytes = 0
    let progressed = true
    const turns = [...this.waitingByTenant]
    const cursors = turns.map(() => 0)
    while (progressed && batch.length < maxBatchEvents && bytes < maxBatchBytes) {
      progressed = false
      for (const [index, [tenantId, own]] of turns.entries()) {
        if (batch.length >= maxBatchEvents || bytes >= maxBatchBytes) break
        const waiting = own[cursors[index] as number]
        if (!waiting || waiting.catalogueVersion !== catalogueVersion) continue
        if (this.numbering.has(tenantId) && isNumbered(waiting)) continue
        const key = waiting.event.idempotencyKey === null ? null : `${tenantId} ${waiting.event.idempotencyKey}`
        if (key !== null && keys.has(key)) continue
        if (key !== null) keys.add(key)
        cursors[index] = (cursors[index] as number) + 1
        batch.push(waiting)
        bytes += waiting.event.body.length
        progressed = true
      }
    }
    for (const [index, [tenantId, own]] of turns.entries()) {
      const taken = cursors[index] as number
      // A tenant that was served goes to the end of the line.
      if (taken > 0) this.waitingByTenant.delete(tenantId)
      if (taken > 0 && taken < own.length) this.waitingByTenant.set(tenantId, own.slice(taken))
    }
    this.waitingEvents -= batch.length
    return batch
  }

  private async run(batch: Waiting[]): Promise<void> {
    this.running += 1
    this.begunAt = performance.now()
    const numbered = batch.filter(isNumbered).map((waiting) => waiting.event.tenantId)
    for (const tenantId of numbered) this.numbering.add(tenantId)
    await this.store(batch)
    for (const tenantId of numbered) this.numbering.delete(tenantId)
    this.running -= 1
    if (this.waitingEvents > 0) this.schedule()
  }

  private async store(batch: Waiting[], deadlocks = 0): Promise<void> {
    try {
      const events = batch.map((waiting) => waiting.event)
      const outcomes = await acceptBatch(events, (batch[0] as Waiting).catalogueVersion, this.policy)
      for (const [index, waiting] of batch.entries()) waiting.settle(outcomes[index] as AcceptOutcome)
    } catch (error) {
      if (isDeadlock(error) && deadlocks < maxDeadlockRetries) return this.store(batch, deadlocks + 1)
      if (isDataFault(error) && batch.length > 1) {
        // One bad row must not turn back its neighbours: nothing was stored, so halves are safe.
        const middle = batch.length >> 1
        await this.store(batch.slice(0, middle))
        return this.store(batch.slice(middle))
      }
      for (const waiting of batch) waiting.fail(error)
    }
  }
}

function isNumbered({ event }: Waiting): boolean {
  return event.targets.some((target) => target.fifo)
}
