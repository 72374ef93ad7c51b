import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type { CircuitLimits } from '../server/lanes/circuit-breaker.ts'
import { DeliveryEngine } from '../server/lanes/delivery-engine.ts'
import { logger } from '../server/platform/logger.ts'
import { defaultRetention, type Retention } from '../server/retention/retention.ts'
import { crontab } from './crontab.ts'
import { serveHealth } from './health.ts'
import { createTaskList } from './task-list.ts'

/** Jobs that a process may have fetched and not begun. */
const localQueueSize = 500
/** A retry starts at most this late: nobody is notified when a job becomes due, it has to be looked for. */
const pollMs = 500
/** Fetched jobs go back after so long: whoever is free may take them. */
const localQueueTtlMs = 2_000
/** Jobs are fetched and completed in batches: a few connections serve any concurrency. */
const maxPoolSize = 4
/** Completions wait for company. A doorbell that is rung twice because a completion got lost is harmless. */
const completionDelayMs = 20

export interface WorkerOptions {
  databaseUrl: string
  concurrency: number
  defaultScheduleSeconds: readonly number[]
  /** Of health and metrics; 0 takes a free one. */
  port: number
  circuitLimits?: CircuitLimits
  retention?: Retention
}

export interface RunningWorker {
  port: number
  stop(): Promise<void>
}

/** The lanes, and the graphile-worker runner that wakes them. The database must be open. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  let poolId: string | null = null
  const stopping = new AbortController()
  const engine = new DeliveryEngine({
    databaseUrl: options.databaseUrl,
    defaultScheduleSeconds: options.defaultScheduleSeconds,
    poolId: () => poolId,
    circuitLimits: options.circuitLimits,
  })
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    poolId = workerPool.id
    // Before it fetches jobs, as far as can be: survivors unlock the jobs of the pools they know at once.
    engine.registerPool().catch((error: Error) => logger.warn({ error: error.message }, 'the pool is told with a beat'))
  })
  await engine.start()
  const runner: Runner = await run({
    connectionString: withoutWaitingForDisk(options.databaseUrl),
    maxPoolSize,
    noHandleSignals: true,
    concurrency: options.concurrency,
    taskList: createTaskList(engine, stopping.signal, options.retention ?? defaultRetention),
    crontab,
    events,
    logger: new Logger(() => (level, message) => {
      // It warns that the pool is smaller than the concurrency, which batches make up for.
      if (level === 'error') logger.warn({ from: 'graphile-worker' }, message)
    }),
    preset: {
      worker: {
        pollInterval: pollMs,
        localQueue: { size: Math.max(localQueueSize, options.concurrency), ttl: localQueueTtlMs },
        completeJobBatchDelay: completionDelayMs,
        failJobBatchDelay: completionDelayMs,
      },
    },
  })
  // A restart of PostgreSQL may reject this promise or resolve it: both mean that nobody fetches jobs any more. Nobody catches
  // it, so that the process ends and the supervisor starts a fresh one.
  void runner.promise.then(() => {
    if (!stopping.signal.aborted) throw new Error('graphile-worker stopped without being asked.')
  })
  const health = await serveHealth(options.port, engine)
  logger.info({ worker: engine.workerId, port: health.port }, 'the worker is ready')
  return {
    port: health.port,
    async stop() {
      stopping.abort()
      const runnerStopped = runner.stop().catch(() => undefined)
      await engine.stop()
      await runnerStopped
      await health.close()
    },
  }
}

/** Doorbells may be lost or doubled, so locking and completing them need not wait for the disk. */
function withoutWaitingForDisk(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const given = url.searchParams.get('options')
  url.searchParams.set('options', `${given ? `${given} ` : ''}-c synchronous_commit=off`)
  return url.href
}
