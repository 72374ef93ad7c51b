import { logger } from '../platform/logger.ts'
import {
  cancelOfDeleted,
  longOpenTransactions,
  overdueLanes,
  sweepLeftovers,
  sweepOwnJournals,
} from './reconcile-store.ts'
import { beat, buryDeadWorker, registerWorker, type WorkerLoad } from './worker-store.ts'

/** A timer of its own in every worker, not cron: it must run when graphile-worker does not. */
const everyMs = 2_000
const overdueMs = 2_000
const cancelChunk = 5_000
/** Sweeping leftovers is housekeeping: every thirtieth round. */
const sweepEvery = 30
const sweepJournalsEvery = 10
/** Nothing of ours takes so long. */
const longOpenSeconds = 30

export interface ReconcilerOptions {
  worker: { id: string; host: string; pid: number; poolId: () => string | null }
  hotLanes: () => number
  /** Ids of the journals that will be closed with what is in flight. */
  openJournals: () => string[]
  isHeld: (subscriptionId: string) => boolean
  ring: (subscriptionId: string) => void
  onLoads: (alive: WorkerLoad[]) => void
}

/**
 * Repairs what events cannot: rings lanes whose doorbell was lost, cancels what waits for deleted subscriptions, buries dead
 * workers. It takes no lane lock, and every step is safe to repeat and to run in all workers at once.
 */
export class Reconciler {
  private readonly options: ReconcilerOptions
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private rounds = 0

  constructor(options: ReconcilerOptions) {
    this.options = options
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.round()
        .catch((error: Error) => logger.warn({ error: error.message }, 'the reconciler could not finish a round'))
        .finally(() => {
          this.running = undefined
        })
    }, everyMs)
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  private async round(): Promise<void> {
    const { worker, hotLanes, openJournals, isHeld, ring, onLoads } = this.options
    const { known, alive } = await beat(worker.id, hotLanes(), worker.poolId())
    if (!known) await registerWorker({ ...worker, poolId: worker.poolId() })
    onLoads(alive)
    for (const id of await overdueLanes(overdueMs)) if (!isHeld(id)) ring(id)
    for (;;) {
      const buried = await buryDeadWorker(worker.id)
      if (!buried) break
      logger.warn({ worker: buried.id, interrupted: buried.interrupted }, 'a worker died: its attempts were marked')
    }
    while ((await cancelOfDeleted(cancelChunk)) > 0);
    this.rounds += 1
    if (this.rounds % sweepJournalsEvery === 0) await sweepOwnJournals(worker.id, openJournals())
    if (this.rounds % sweepEvery === 0) {
      await sweepLeftovers()
      for (const transaction of await longOpenTransactions(longOpenSeconds))
        logger.warn(transaction, 'a transaction has been open for long: it keeps the hot tables from being cleaned')
    }
  }
}
