import { deliveryId } from '../events/delivery-id.ts'
import type { AttemptOutcome, AttemptRecord } from '../lanes/attempt-record.ts'
import { type Circuit, closedCircuit, defaultCircuitLimits, onFailure, onSuccess } from '../lanes/circuit-breaker.ts'
import { deliveryRequest } from '../lanes/delivery-request.ts'
import type { LaneConfig } from '../lanes/lane-config.ts'
import { retryDelayMs } from '../lanes/retry-schedule.ts'
import type { DemoEvent } from './demo-events.ts'
import { type DemoAnswer, type DemoReceiver, deadlineMs } from './demo-receivers.ts'
import type { Random } from './random.ts'

/** What became of one delivery until now. Times are Unix milliseconds. */
export interface DemoDelivery {
  id: string
  event: DemoEvent
  status: 'pending' | 'retrying' | 'succeeded' | 'failed'
  attempts: number
  last: AttemptRecord | null
  /** When its next attempt is due; null: it has ended. */
  dueAt: number | null
}

export interface DemoLane {
  deliveries: DemoDelivery[]
  attempts: AttemptRecord[]
  circuit: Circuit
  /** When it was open, Unix milliseconds; not the last time where it is open still. */
  openings: { openedAt: number; closedAt: number }[]
  lastSuccessAt: number | null
}

interface Ground {
  receiver: DemoReceiver
  random: Random
  todayMs: number
  nowMs: number
  /** The configuration at a moment: what was rotated later did not sign before. */
  configAt: (ms: number) => LaneConfig
  /** From then on nothing is sent. */
  stopsAt: number
}

const dayMs = 86_400_000

/** Lets the events of one subscription run through the policies of the engine, in the order of time, until now. */
export function runDemoLane(events: DemoEvent[], ground: Ground): DemoLane {
  const { nowMs, stopsAt } = ground
  const subscriptionId = ground.configAt(nowMs).subscriptionId
  const deliveries = events.map((event): DemoDelivery => {
    // From the id, not drawn: how many events are still to come must change nothing of what was before.
    const dueAt = event.ms + 8 + Number.parseInt(event.id.slice(-4), 16) / 1_800
    return { id: deliveryId(event.id, subscriptionId), event, status: 'pending', attempts: 0, last: null, dueAt }
  })
  const lane: DemoLane = { deliveries, attempts: [], circuit: closedCircuit(0), openings: [], lastSuccessAt: null }
  const queue = [...deliveries]
  let held: DemoDelivery[] = []
  for (;;) {
    const next = queue[0]
    const probeAt =
      lane.circuit.state === 'open' && held[0]
        ? Math.max(lane.circuit.nextProbeAt as number, held[0].dueAt as number)
        : null
    const isProbe = probeAt !== null && (next === undefined || probeAt <= (next.dueAt as number))
    const at = isProbe ? probeAt : next?.dueAt
    if (at === undefined || at === null || at >= Math.min(nowMs - deadlineMs, stopsAt)) return lane
    if (!isProbe) queue.shift()
    const delivery = (isProbe ? held[0] : next) as DemoDelivery
    if (lane.circuit.state === 'open' && !isProbe) {
      held.push(delivery)
      continue
    }
    const endedAt = attempt(lane, delivery, { ...ground, at, isProbe })
    if (isProbe && lane.circuit.state === 'closed') {
      // What waited goes out in order of age, a few at a time.
      for (const [index, waiting] of held.slice(1).entries()) enqueue(queue, waiting, endedAt + (index + 1) * 35)
      held = []
    } else if (!isProbe && delivery.dueAt !== null) enqueue(queue, delivery, delivery.dueAt)
  }
}

function enqueue(queue: DemoDelivery[], delivery: DemoDelivery, dueAt: number): void {
  delivery.dueAt = dueAt
  const behind = queue.findIndex((other) => (other.dueAt as number) > dueAt)
  queue.splice(behind < 0 ? queue.length : behind, 0, delivery)
}

/** Returns when it ended. */
function attempt(lane: DemoLane, delivery: DemoDelivery, now: Ground & { at: number; isProbe: boolean }): number {
  const { at, isProbe, random, receiver, todayMs } = now
  const startedAt = Math.floor(at)
  const config = now.configAt(startedAt)
  const answer = receiver.answer(random, (todayMs - startedAt) / dayMs)
  const result = resultOf(answer, random, receiver.path, startedAt)
  const endedAt = startedAt + result.durationMs
  const number = delivery.attempts + 1
  const succeeded = answer.error === null
  const delayMs = succeeded ? null : retryDelayMs(config.retry, number, null, random.next)
  let outcome: AttemptOutcome = succeeded ? 'succeeded' : delayMs === null ? 'dead' : 'retry'
  if (isProbe && !succeeded) outcome = 'probe'
  const member = memberOf(config, delivery, number)
  const record: AttemptRecord = {
    id: random.uuid(endedAt),
    delivery: member,
    journalId: '',
    appId: config.appId,
    batchId: null,
    workerId: '',
    startedAt,
    url: config.url,
    requestHeaders: deliveryRequest(config, [member], null, startedAt).headers,
    result,
    outcome,
    nextDueAt: outcome === 'retry' ? endedAt + (delayMs as number) : null,
    absent: answer.code === null || answer.code >= 500,
    laneUpdate: null,
  }
  lane.attempts.push(record)
  const failure = { now: endedAt, deliveryId: delivery.id, wasProbe: isProbe }
  const before = lane.circuit
  lane.circuit = succeeded
    ? onSuccess(lane.circuit, endedAt, defaultCircuitLimits)
    : onFailure(lane.circuit, failure, defaultCircuitLimits)
  if (before.state !== 'closed' && lane.circuit.state === 'closed')
    lane.openings.push({ openedAt: before.openedAt as number, closedAt: endedAt })
  delivery.last = record
  if (outcome !== 'probe') settle(lane, delivery, record, endedAt)
  return endedAt
}

function settle(lane: DemoLane, delivery: DemoDelivery, record: AttemptRecord, endedAt: number): void {
  delivery.attempts += 1
  delivery.dueAt = record.nextDueAt
  if (record.outcome === 'succeeded') {
    delivery.status = 'succeeded'
    lane.lastSuccessAt = endedAt
  } else delivery.status = record.outcome === 'dead' ? 'failed' : 'retrying'
}

function memberOf(config: LaneConfig, { id, event, dueAt }: DemoDelivery, attempt: number): AttemptRecord['delivery'] {
  return {
    deliveryId: id,
    run: 1,
    attempt,
    eventId: event.id,
    tenantId: config.tenantId,
    subscriptionId: config.subscriptionId,
    priority: 0,
    sequence: null,
    batchId: null,
    dueAt: dueAt ?? event.ms,
    acceptedAt: event.ms,
    expired: false,
    type: event.type,
    correlationId: event.correlationId,
    traceparent: null,
    body: event.body,
  }
}

function resultOf(
  answer: DemoAnswer,
  random: Random,
  path: string,
  atMs: number,
): NonNullable<AttemptRecord['result']> {
  const isNew = answer.code === null || random.chance(0.3)
  const dnsMs = isNew ? random.between(0.4, 6) : null
  const isUnreached = answer.error === 'connection_refused'
  const connectMs = isNew && !isUnreached ? random.between(3, 18) : null
  const tlsMs = connectMs !== null && answer.error !== 'tls_error' ? random.between(6, 26) : null
  const readMs = answer.code === null ? 0 : random.between(0.2, 2.5)
  const before = (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0)
  const durationMs = answer.error === 'timeout' ? deadlineMs : before + answer.waitMs + readMs
  const isHtml = answer.body.startsWith('<')
  return {
    statusCode: answer.code,
    error: answer.error,
    errorDetail: answer.detail,
    responseHeaders:
      answer.code === null
        ? null
        : {
            date: new Date(atMs).toUTCString(),
            server: 'nginx',
            'content-type': isHtml ? 'text/html' : 'application/json',
            'content-length': String(answer.body.length),
            'x-request-id': `${path.replaceAll('/', '-')}-${Math.floor(random.next() * 1e9).toString(36)}`,
          },
    responseBody: answer.code === null ? null : Buffer.from(answer.body),
    responseTruncated: false,
    dnsMs,
    connectMs,
    tlsMs,
    ttfbMs: answer.code === null ? null : answer.waitMs,
    durationMs,
    remoteAddress: isUnreached && random.chance(0.5) ? null : '203.0.113.20:443',
  }
}
