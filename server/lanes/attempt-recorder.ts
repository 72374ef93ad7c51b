import { resolveEnded } from '../alerts/alert-store.ts'
import { database } from '../platform/database.ts'
import { isConnectionFault, isDataFault, isDeadlock } from '../platform/database-fault.ts'
import { logger } from '../platform/logger.ts'
import type { AttemptOutcome, AttemptRecord } from './attempt-record.ts'
import { recordAttempts } from './record-store.ts'

/** Statements begin at least this far apart: a wait for company costs a concurrency slot, not delivery latency. */
const gapMs = 10
const maxBatch = 500
/** Two at once would wait for each other: their statistics meet in the same rows. */
const maxRunning = 1
const firstPauseMs = 100
const longestPauseMs = 2_000

interface Waiting {
  record: AttemptRecord
  done: () => void
}

/**
 * Writes results of all lanes in batches and keeps those of a failed write until it succeeds: a delivery counts as in flight until
 * its result is committed.
 */
export class AttemptRecorder {
  private waiting: Waiting[] = []
  private running = 0
  private timer: NodeJS.Timeout | undefined
  private begunAt = Number.NEGATIVE_INFINITY
  private readonly membersLeft = new Map<string, number>()
  private emptied: string[] = []
  /** They go with the results that are being written. */
  private readonly closing = new Set<string>()
  /** How many attempts were recorded, by what came of them. */
  readonly recorded = new Map<AttemptOutcome, number>()

  /** A read took `members` deliveries: its journal row goes when the last of them is recorded. */
  openJournal(journalId: string, members: number): void {
    this.membersLeft.set(journalId, (this.membersLeft.get(journalId) ?? 0) + members)
  }

  /** Members that were not sent after all. A journal row without members goes with the next results. */
  closeJournal(journalId: string, members: number): void {
    if (members > 0 && this.leave(journalId, members)) this.emptied.push(journalId)
  }

  /** Ids of the journal rows that are still to be closed. */
  openJournals(): string[] {
    return [...this.membersLeft.keys(), ...this.emptied, ...this.closing]
  }

  /** Resolves when the result is committed. Never rejects. */
  record(record: AttemptRecord): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ record, done })
      this.schedule()
    })
  }

  get pending(): number {
    return this.waiting.length
  }

  private schedule(): void {
    if (this.waiting.length >= maxBatch) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.begunAt + gapMs - performance.now()))
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    while (this.waiting.length > 0 && this.running < maxRunning) void this.run(this.waiting.splice(0, maxBatch))
  }

  private async run(batch: Waiting[]): Promise<void> {
    this.running += 1
    this.begunAt = performance.now()
    const journalIds = this.closedJournals(batch)
    for (const id of journalIds) this.closing.add(id)
    await this.write(batch, journalIds)
    for (const id of journalIds) this.closing.delete(id)
    this.running -= 1
    if (this.waiting.length > 0) this.schedule()
  }

  private closedJournals(batch: Waiting[]): string[] {
    const closed = this.emptied
    this.emptied = []
    for (const { record } of batch) if (this.leave(record.journalId, 1)) closed.push(record.journalId)
    return closed
  }

  /** True when the last member left. */
  private leave(journalId: string, members: number): boolean {
    const left = (this.membersLeft.get(journalId) ?? members) - members
    if (left > 0) this.membersLeft.set(journalId, left)
    else this.membersLeft.delete(journalId)
    return left <= 0
  }

  private async write(batch: Waiting[], journalIds: string[]): Promise<void> {
    let pauseMs = firstPauseMs
    for (;;) {
      try {
        await recordAttempts(
          batch.map((waiting) => waiting.record),
          journalIds,
        )
        for (const waiting of batch) this.settle(waiting)
        void this.noteRecovered(batch)
        return
      } catch (error) {
        if (isDataFault(error)) return this.bisect(batch, journalIds, error as Error)
        if (!isDeadlock(error)) {
          const level = isConnectionFault(error) ? 'warn' : 'error'
          logger[level]({ error: (error as Error).message, results: batch.length }, 'results cannot be written yet')
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  private settle({ record: { outcome, result }, done }: Waiting): void {
    if (result) this.recorded.set(outcome, (this.recorded.get(outcome) ?? 0) + 1)
    done()
  }

  /** Never rejects: whoever looks at the alerts next resolves them otherwise. */
  private async noteRecovered(batch: Waiting[]): Promise<void> {
    const recovered = batch.flatMap(({ record: { laneUpdate } }) =>
      laneUpdate?.hasClosed ? [laneUpdate.subscriptionId] : [],
    )
    if (recovered.length === 0) return
    await resolveEnded(database().prisma, recovered).catch((error: Error) =>
      logger.warn({ error: error.message }, 'alerts of closed circuits cannot be resolved yet'),
    )
  }

  /** One bad row must not fail the batch: nothing was stored, so halves are safe. The bad one goes without what it brought. */
  private async bisect(batch: Waiting[], journalIds: string[], error: Error): Promise<void> {
    if (batch.length > 1) {
      const middle = batch.length >> 1
      await this.write(batch.slice(0, middle), [])
      return this.write(batch.slice(middle), journalIds)
    }
    const [waiting] = batch as [Waiting]
    const { result, delivery } = waiting.record
    logger.error({ error: error.message, delivery: delivery.deliveryId }, 'a result cannot be stored as it is')
    if (!result || result.errorDetail === unstorable) {
      waiting.done()
      return
    }
    const bare = { ...result, errorDetail: unstorable, responseHeaders: null, responseBody: null, remoteAddress: null }
    return this.write(
      [{ record: { ...waiting.record, result: bare, requestHeaders: {} }, done: waiting.done }],
      journalIds,
    )
  }
}

const unstorable = 'The answer could not be stored.'
