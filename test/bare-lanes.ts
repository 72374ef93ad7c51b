import { AttemptRecorder } from '../server/lanes/attempt-recorder.ts'
import { type CircuitLimits, defaultCircuitLimits } from '../server/lanes/circuit-breaker.ts'
import type { LaneConfig } from '../server/lanes/lane-config.ts'
import { loadLaneConfigs } from '../server/lanes/lane-config-store.ts'
import { LaneMemories } from '../server/lanes/lane-memory.ts'
import { LaneRegistry } from '../server/lanes/lane-registry.ts'
import type { DueDelivery } from '../server/lanes/lane-store.ts'
import { LockConnection } from '../server/lanes/lock-connection.ts'
import type { OutboundResult } from '../server/outbound/outbound-result.ts'
import { clock } from '../server/platform/clock.ts'
import { newUuid } from '../server/platform/uuid.ts'
import { makeSubscription, makeTenant } from './engine.ts'

const steps = ['tryLock', 'read', 'release', 'hasDue', 'nudgeOwner'] as const
type Step = (typeof steps)[number]
type Between = Partial<Record<Step, (subscriptionId: string) => unknown>>

export interface SentRequest {
  members: DueDelivery[]
  batchId: string | null
  answer: (statusCode: number, headers?: Record<string, string>) => void
}

/** Lanes with a real database, but without doorbells, reconciler and sockets: the test rings, answers and comes between two statements. */
export interface BareLanes extends AsyncDisposable {
  registry: LaneRegistry
  locks: LockConnection
  /** As when the connection is lost. */
  drop: () => void
  recorder: AttemptRecorder
  /** Requests in the order they were made. */
  sent: SentRequest[]
  /** Answers what is sent from now on at once; null: the test does. */
  answerAll: (statusCode: number | null) => void
  /** A lane of a new tenant. `columns` override the defaults of its subscription. Ids: public id of the tenant, uuid of the subscription. */
  make: (columns?: Record<string, unknown>) => Promise<{ tenant: string; id: string }>
  /** How often each statement was asked for. */
  asked: Record<Step, number>
  /** What happens just before a statement, and after it but before the lane hears of its answer. */
  before: Between
  after: Between
  /** Subscriptions (uuids) left to other processes. */
  rungElsewhere: string[]
  /** Dead letters asked for as probes, receivers said to be back, subscriptions said to be gone. */
  asks: string[]
  /** Replaces what is loaded of a subscription. */
  configure: ((config: LaneConfig | null) => LaneConfig | null) | null
}

export async function startBareLanes(
  url: string,
  options: { maxLanes?: number; circuitLimits?: CircuitLimits; scheduleSeconds?: number[] } = {},
): Promise<BareLanes> {
  const sent: SentRequest[] = []
  const rungElsewhere: string[] = []
  const asks: string[] = []
  const before: Between = {}
  const after: Between = {}
  const asked: BareLanes['asked'] = { tryLock: 0, read: 0, release: 0, hasDue: 0, nudgeOwner: 0 }
  let automatic: number | null = null
  const recorder = new AttemptRecorder()
  const workerId = newUuid()
  const locks = new LockConnection({
    url,
    workerId,
    events: {
      onNudge: (id) => registry.nudgeHeld(id),
      onAccepted: (ids) => {
        for (const id of ids) registry.accepted(id)
      },
      onLost: () => registry.dropAllOf(watched),
    },
  })
  const watched = Object.create(locks) as LockConnection
  for (const step of steps) {
    const ask = locks[step] as (input: unknown) => Promise<unknown>
    const watch = async (input: string | { subscriptionId: string }): Promise<unknown> => {
      const id = typeof input === 'string' ? input : input.subscriptionId
      asked[step] += 1
      await before[step]?.(id)
      const answer = await ask(input)
      await after[step]?.(id)
      return answer
    }
    Object.defineProperty(watched, step, { value: watch })
  }
  const lanes: BareLanes = {
    registry: undefined as unknown as LaneRegistry,
    locks,
    drop: () => registry.dropAllOf(watched),
    recorder,
    sent,
    answerAll: (statusCode) => {
      automatic = statusCode
      if (statusCode !== null) for (const request of sent) request.answer(statusCode)
    },
    make: async (columns = {}) => {
      const tenant = await makeTenant()
      return { tenant: tenant.publicId, id: await makeSubscription(tenant.id, 'http://127.0.0.1:9/hook', columns) }
    },
    asked,
    before,
    after,
    rungElsewhere,
    asks,
    configure: null,
    [Symbol.asyncDispose]: async () => {
      lanes.answerAll(200)
      await registry.close()
      await locks.stop()
    },
  }
  const registry = new LaneRegistry(
    {
      workerId,
      clock,
      memories: new LaneMemories(),
      recorder,
      circuitLimits: options.circuitLimits ?? defaultCircuitLimits,
      locksOf: () => watched,
      loadConfig: async (id) => {
        const config = (await loadLaneConfigs([id], options.scheduleSeconds ?? [1, 1])).get(id) ?? null
        return lanes.configure ? lanes.configure(config) : config
      },
      send: (_memory, _config, members, batchId) =>
        new Promise((resolve) => {
          const answer: SentRequest['answer'] = (statusCode, headers = {}) =>
            resolve({ result: resultOf(statusCode, headers), headers: {} })
          sent.push({ members, batchId, answer })
          if (automatic !== null) answer(automatic)
        }),
      disableGone: async () => void asks.push('gone'),
      redeliverAbsent: async () => void asks.push('back'),
      reviveOldest: async () => asks.push('probe') < 0,
      ringElsewhere: (id) => void rungElsewhere.push(id),
    },
    options.maxLanes ?? 1_000,
  )
  lanes.registry = registry
  await locks.start()
  return lanes
}

function resultOf(statusCode: number, responseHeaders: Record<string, string>): OutboundResult {
  return {
    statusCode,
    error: statusCode >= 300 ? 'http_error' : null,
    errorDetail: null,
    responseHeaders,
    responseBody: null,
    responseTruncated: false,
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    ttfbMs: null,
    durationMs: 1,
    remoteAddress: null,
  }
}
