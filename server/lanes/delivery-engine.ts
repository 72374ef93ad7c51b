import { hostname } from 'node:os'
import { expireInbox } from '../inbox/expire-inbox.ts'
import { ringLanes } from '../jobs/doorbell.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { newUuid } from '../platform/uuid.ts'
import { watchClock } from '../platform/watch-clock.ts'
import type { AttemptOutcome } from './attempt-record.ts'
import { AttemptRecorder } from './attempt-recorder.ts'
import { type CircuitLimits, defaultCircuitLimits } from './circuit-breaker.ts'
import { Coalescer } from './coalescer.ts'
import { disableSubscription } from './disable-subscription.ts'
import { HotLaneShare } from './hot-lane-share.ts'
import type { LaneConfig } from './lane-config.ts'
import { loadLaneConfigs } from './lane-config-store.ts'
import { LaneMemories } from './lane-memory.ts'
import { LaneRegistry } from './lane-registry.ts'
import type { LaneServices } from './lane-services.ts'
import { readLaneCapacity } from './lane-store.ts'
import { LockConnection } from './lock-connection.ts'
import { Reconciler } from './reconciler.ts'
import { redeliverAbsent, reviveOldest } from './redeliver-absent.ts'
import { sendAttempt } from './send-attempt.ts'
import { writeLastSuccesses } from './success-store.ts'
import { registerWorker, removeWorker } from './worker-store.ts'

/**
 * Lanes are split over so many connections, each locking and reading on its own. A read costs PostgreSQL more than the rows it
 * finds, so one that reads for all lanes is cheaper than two that share them; a worker that it limits is one of too few.
 */
const lockConnections = 1
const forgetEveryMs = 10_000
const writeSuccessesEveryMs = 2_000
/** Requests that a stopping process still waits for; longer ones are given up and made again by another. */
const patienceMs = 15_000

export interface DeliveryEngineOptions {
  databaseUrl: string
  /** Seconds before each retry, for subscriptions without a schedule of their own. */
  defaultScheduleSeconds: readonly number[]
  /** graphile-worker's name for this process, once it runs. */
  poolId: () => string | null
  circuitLimits?: CircuitLimits | undefined
}

/** The lanes of one worker process with everything they need. */
export class DeliveryEngine {
  readonly workerId = newUuid()
  private readonly options: DeliveryEngineOptions
  private readonly memories = new LaneMemories()
  private readonly recorder = new AttemptRecorder()
  private readonly connections: LockConnection[]
  private readonly timers: NodeJS.Timeout[] = []
  private stopClock: () => void = () => undefined
  private registry: LaneRegistry | undefined
  private reconciler: Reconciler | undefined

  constructor(options: DeliveryEngineOptions) {
    this.options = options
    this.connections = Array.from({ length: lockConnections }, () => this.makeConnection())
  }

  /** Rejects when the database cannot be reached. */
  async start(): Promise<void> {
    const worker = { id: this.workerId, host: hostname(), pid: process.pid, poolId: this.options.poolId }
    const maxLanes = await readLaneCapacity()
    const registry = new LaneRegistry(this.services(), maxLanes)
    this.registry = registry
    await registerWorker({ ...worker, poolId: worker.poolId() })
    await Promise.all(this.connections.map((connection) => connection.start()))
    const share = new HotLaneShare(registry, this.workerId)
    this.reconciler = new Reconciler({
      worker,
      hotLanes: () => registry.hotLanes().length,
      openJournals: () => this.recorder.openJournals(),
      isHeld: (id) => registry.holds(id),
      ring: (id) => void registry.ring(id),
      onLoads: (alive) => share.balance(alive),
    })
    this.reconciler.start()
    this.stopClock = watchClock(database().pool)
    this.every(forgetEveryMs, async () => {
      this.memories.forgetIdle(clock.now(), (id) => registry.holds(id))
      registry.forgetFormer()
    })
    this.every(writeSuccessesEveryMs, () => this.writeSuccesses(clock.now()))
  }

  /** Writes down what graphile-worker calls this process: the name on the jobs that it locks. */
  async registerPool(): Promise<void> {
    await registerWorker({ id: this.workerId, host: hostname(), pid: process.pid, poolId: this.options.poolId() })
  }

  /** A doorbell for one subscription (uuid). Resolves when its lane has nothing more that it can start now. */
  async ring(subscriptionId: string): Promise<void> {
    await this.registry?.ring(subscriptionId)
  }

  /** Starts nothing more, lets what is in flight end and be recorded, gives the locks back. */
  async stop(): Promise<void> {
    this.stopClock()
    for (const timer of this.timers) clearInterval(timer)
    const giveUp = setTimeout(() => void this.memories.close(), patienceMs)
    await this.reconciler?.stop()
    await this.registry?.close()
    clearTimeout(giveUp)
    await this.writeSuccesses(Number.POSITIVE_INFINITY).catch(() => undefined)
    await this.memories.close()
    await removeWorker(this.workerId).catch(() => undefined)
    await Promise.all(this.connections.map((connection) => connection.stop()))
  }

  figures(): {
    lanes: number
    hotLanes: number
    inFlight: number
    unrecorded: number
    /** Attempts since the process began, by their outcome. */
    recorded: ReadonlyMap<AttemptOutcome, number>
    connected: boolean
  } {
    return {
      recorded: this.recorder.recorded,
      lanes: this.registry?.size ?? 0,
      hotLanes: this.registry?.hotLanes().length ?? 0,
      inFlight: this.memories.inFlight,
      unrecorded: this.recorder.pending,
      connected: this.connections.every((connection) => connection.connected),
    }
  }

  private makeConnection(): LockConnection {
    const connection: LockConnection = new LockConnection({
      url: this.options.databaseUrl,
      workerId: this.workerId,
      events: {
        onNudge: (id) => {
          if (this.connectionOf(id) === connection) this.registry?.nudgeHeld(id)
        },
        onAccepted: (ids) => {
          for (const id of ids) if (this.connectionOf(id) === connection) this.registry?.accepted(id)
        },
        onLost: () => this.registry?.dropAllOf(connection),
      },
    })
    return connection
  }

  /** Every lane belongs to one connection, by the last digits of its subscription's id. */
  private connectionOf(subscriptionId: string): LockConnection {
    return this.connections[Number.parseInt(subscriptionId.slice(-2), 16) % lockConnections] as LockConnection
  }

  private services(): LaneServices {
    const configs = new Coalescer<string, LaneConfig | null>(async (ids) => {
      const loaded = await loadLaneConfigs(ids, this.options.defaultScheduleSeconds)
      return ids.map((id) => loaded.get(id) ?? null)
    }, 500)
    return {
      workerId: this.workerId,
      clock,
      memories: this.memories,
      recorder: this.recorder,
      circuitLimits: this.options.circuitLimits ?? defaultCircuitLimits,
      locksOf: (id) => this.connectionOf(id),
      loadConfig: (id) => configs.call(id),
      send: sendAttempt,
      disableGone: async (config) => {
        const subscription = { id: config.subscriptionId, tenantId: config.tenantId, revision: config.revision }
        // The 410 of a sink says that the sink is over; whoever subscribed it did not ask for an end.
        const end = async () => (await expireInbox(config)) || disableSubscription(subscription, 'gone')
        await end().catch((error: Error) =>
          logger.warn({ error: error.message, subscription: subscription.id }, 'a subscription could not be disabled'),
        )
      },
      redeliverAbsent: async (config, failingSince) => {
        await redeliverAbsent(config.subscriptionId, failingSince).catch((error: Error) =>
          logger.warn(
            { error: error.message, subscription: config.subscriptionId },
            'dead letters could not be revived',
          ),
        )
      },
      reviveOldest: (config, failingSince) => reviveOldest(config.subscriptionId, failingSince).catch(() => false),
      ringElsewhere: (id) =>
        void ringLanes([id]).catch((error: Error) =>
          logger.warn({ error: error.message }, 'a lane was left without a doorbell: the reconciler rings it'),
        ),
    }
  }

  /** What is shown of a lane must not stay some seconds behind for as long as it has nothing to send. */
  private async writeSuccesses(nowMs: number): Promise<void> {
    const unwritten = this.memories.unwrittenSuccesses(nowMs)
    if (unwritten.length === 0) return
    const successes = unwritten.map(({ subscriptionId, lastSuccessAt }) => ({ subscriptionId, at: lastSuccessAt }))
    await writeLastSuccesses(successes)
    for (const [index, memory] of unwritten.entries()) memory.successWrittenAt = successes[index]?.at ?? 0
  }

  private every(ms: number, task: () => Promise<void>): void {
    const run = (): void =>
      void task().catch((error: Error) => logger.warn({ error: error.message }, 'a periodic task of the engine failed'))
    this.timers.push(setInterval(run, ms))
  }
}
