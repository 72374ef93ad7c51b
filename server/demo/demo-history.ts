import { matchesAnyPattern } from '../contract/event-pattern.ts'
import type { LaneConfig } from '../lanes/lane-config.ts'
import { type DemoEvent, demoEvents } from './demo-events.ts'
import { type DemoLane, runDemoLane } from './demo-lane.ts'
import { type DemoReceiver, deadlineMs, demoReceivers } from './demo-receivers.ts'
import { randomOf } from './random.ts'

/** uid of the tenant that the demo data belongs to. */
export const demoTenant = { uid: 'northwind', name: 'Northwind Notes' }

/** One integration with its subscription and all that was sent to it. Ids are uuids, times Unix milliseconds. */
export interface DemoSubscription extends DemoLane {
  receiver: DemoReceiver
  appId: string
  config: LaneConfig
  createdAt: number
  /** Newest first; the older one was rotated out. */
  secrets: { id: string; secret: string; createdAt: number; expiresAt: number | null }[]
  status: 'active' | 'paused' | 'disabled'
  statusReason: string | null
  statusChangedAt: number
}

/** Thirty days of an installation. */
export interface DemoHistory {
  tenantId: string
  startsAt: number
  events: (DemoEvent & { deliveries: number; skipped: { subscription: string; reason: 'no_match' | 'disabled' }[] })[]
  subscriptions: DemoSubscription[]
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const overlapMs = dayMs

/**
 * The same on every machine and at every call of a day, up to the moment: what was published before is the same, more is added as
 * the day goes on. `newSecret` makes signing secrets, which are better not guessed.
 */
export function demoHistory(now: { nowMs: number; newSecret: () => string; schedule: readonly number[] }): DemoHistory {
  const { nowMs } = now
  const todayMs = Math.floor(nowMs / dayMs) * dayMs
  const events = demoEvents(demoTenant.uid, todayMs, nowMs)
  const startsAt = todayMs - 31 * dayMs
  const tenantId = randomOf('tenant').uuid(startsAt)
  const subscriptions = demoReceivers.map((receiver) => subscriptionOf(receiver, { ...now, todayMs, tenantId, events }))
  return {
    tenantId,
    startsAt,
    subscriptions,
    events: events.map((event) => {
      const verdicts = subscriptions.flatMap((subscription) => verdictOf(subscription, event))
      const skipped = verdicts.filter((verdict) => verdict.reason !== null)
      return {
        ...event,
        deliveries: verdicts.length - skipped.length,
        skipped: skipped.map(({ subscription, reason }) => ({ subscription, reason: reason as 'no_match' })),
      }
    }),
  }
}

/** Whether a subscription that was there got the event, and why not; empty: it was made later. */
function verdictOf(
  { createdAt, config, status, statusChangedAt, receiver }: DemoSubscription,
  event: DemoEvent,
): { subscription: string; reason: 'no_match' | 'disabled' | null }[] {
  if (event.ms < createdAt) return []
  const wasDisabled = status === 'disabled' && event.ms >= statusChangedAt
  const matches = matchesAnyPattern(receiver.events, event.type, event.version)
  return [{ subscription: config.subscriptionId, reason: matches ? (wasDisabled ? 'disabled' : null) : 'no_match' }]
}

function subscriptionOf(
  receiver: DemoReceiver,
  ground: {
    nowMs: number
    todayMs: number
    tenantId: string
    events: DemoEvent[]
    newSecret: () => string
    schedule: readonly number[]
  },
): DemoSubscription {
  const { todayMs, nowMs, tenantId } = ground
  const random = randomOf(receiver.name)
  const moment = (at: { day: number; hour: number }) => todayMs - at.day * dayMs + at.hour * hourMs
  const createdAt = moment({ day: receiver.sinceDay, hour: 7 }) + Math.floor(random.between(0, hourMs))
  const appId = random.uuid(createdAt - 60_000)
  const id = random.uuid(createdAt)
  const rotatedAt = receiver.rotated && moment(receiver.rotated)
  const secrets = [createdAt, ...(rotatedAt === undefined ? [] : [rotatedAt])].map((at) => ({
    id: random.uuid(at),
    secret: ground.newSecret(),
    createdAt: at,
    expiresAt: at === createdAt && rotatedAt !== undefined ? rotatedAt + overlapMs : null,
  }))
  const config: LaneConfig = {
    subscriptionId: id,
    tenantId,
    appId,
    revision: '1',
    url: `https://${receiver.path.split('/')[0]}.northwind.example/${receiver.path}`,
    headers: {},
    timeoutMs: deadlineMs,
    retry: { scheduleSeconds: receiver.retry ?? ground.schedule, jitter: 0.2 },
    ratePerSecond: null,
    concurrency: 32,
    mode: 'single',
    batchMaxEvents: 100,
    batchMaxWaitMs: 1000,
    fifo: false,
    ipAllow: [],
    ipDeny: [],
    tenantLists: { allow: [], deny: [] },
    autoRedeliver: true,
    secrets: secrets.toReversed(),
    signers: new Map(),
  }
  const before: LaneConfig = { ...config, secrets: secrets.slice(0, 1), signers: new Map() }
  const matching = ground.events.filter(
    (event) => event.ms >= createdAt && matchesAnyPattern(receiver.events, event.type, event.version),
  )
  const goneFrom = receiver.goneOn && moment(receiver.goneOn)
  const isGone = (event: DemoEvent) => goneFrom !== undefined && event.ms >= goneFrom
  // The first one that it says 410 to disables it: a moment later, so that its answer is there.
  const last = matching.find(isGone)
  const goneAt = last && last.ms + 500
  const stopsAt = receiver.paused ? moment(receiver.paused) : (goneAt ?? Number.POSITIVE_INFINITY)
  const lane = runDemoLane(
    matching.filter((event) => event === last || !isGone(event)),
    {
      receiver,
      random,
      todayMs,
      nowMs,
      configAt: (ms) => (rotatedAt !== undefined && ms < rotatedAt ? before : config),
      stopsAt,
    },
  )
  return {
    ...lane,
    receiver,
    appId,
    config,
    createdAt,
    secrets: secrets.toReversed(),
    status: receiver.paused ? 'paused' : goneAt === undefined ? 'active' : 'disabled',
    statusReason: goneAt === undefined ? null : 'The receiver answered 410 Gone.',
    statusChangedAt: receiver.paused ? stopsAt : (goneAt ?? createdAt),
  }
}
