import { expect, it } from 'vitest'
import type { OutboundResult } from '../outbound/outbound-result.ts'
import { decideAttempt } from './attempt-decision.ts'
import { closedCircuit, defaultCircuitLimits } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { DueDelivery } from './lane-store.ts'

const now = Date.UTC(2026, 10, 24)

const answer = (more: Partial<OutboundResult>): OutboundResult => ({
  statusCode: null,
  error: null,
  errorDetail: null,
  responseHeaders: null,
  responseBody: null,
  responseTruncated: false,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  ttfbMs: null,
  durationMs: 1,
  remoteAddress: null,
  ...more,
})

const config = { retry: { scheduleSeconds: [5, 30], jitter: 0 }, autoRedeliver: true } as unknown as LaneConfig

const decide = (
  result: Partial<OutboundResult>,
  attempt = 1,
  more: Partial<Parameters<typeof decideAttempt>[0]> = {},
) =>
  decideAttempt({
    result: answer({ error: (result.statusCode ?? 0) >= 400 ? 'http_error' : null, ...result }),
    members: [{ deliveryId: 'd', run: 1, attempt, dueAt: now - 60_000, acceptedAt: now - 60_000 } as DueDelivery],
    config,
    before: closedCircuit(now),
    wasProbe: false,
    bypass: false,
    lastSuccessAt: now,
    now,
    limits: defaultCircuitLimits,
    ...more,
  })

it('a 2xx succeeds and leaves the circuit closed', () => {
  expect(decide({ statusCode: 204 })).toMatchObject({ outcome: 'succeeded', circuit: { state: 'closed' } })
})

it('a failure retries while its schedule lasts, then is dead', () => {
  expect(decide({ statusCode: 500 }, 1)).toMatchObject({ outcome: 'retry' })
  expect(decide({ statusCode: 500 }, 2)).toMatchObject({ outcome: 'retry' })
  expect(decide({ statusCode: 500 }, 3)).toMatchObject({ outcome: 'dead', delayMs: null })
})

it('a failed probe uses nothing up, not even the last attempt', () => {
  expect(decide({ statusCode: 500 }, 3, { wasProbe: true })).toMatchObject({ outcome: 'probe', wasProbe: true })
})

it('the head of a fifo lane uses its attempts up when the receiver refuses it, not when it is away', () => {
  const asHead = { wasProbe: true, config: { ...config, fifo: true } }
  expect(decide({ statusCode: 400 }, 1, asHead)).toMatchObject({ outcome: 'retry' })
  expect(decide({ statusCode: 400 }, 3, asHead)).toMatchObject({ outcome: 'dead' })
  expect(decide({ statusCode: 400 }, 1, { wasProbe: true })).toMatchObject({ outcome: 'probe' })
  for (const statusCode of [408, 429, 500, 503]) expect(decide({ statusCode }, 3, asHead).outcome).toBe('probe')
  expect(decide({ error: 'timeout' }, 3, asHead).outcome).toBe('probe')
})

/** The receiver succeeded at nothing since the delivery was accepted, and failed before. */
const away = { lastSuccessAt: now - 120_000, before: { ...closedCircuit(now), consecutiveFailures: 1 } }

it('a delivery that dies because the receiver is away opens the circuit; one that is refused, or dies among successes, does not', () => {
  expect(decide({ statusCode: 500 }, 3, away)).toMatchObject({
    outcome: 'dead',
    absent: true,
    circuit: { state: 'open' },
  })
  expect(decide({ statusCode: 400 }, 3, away)).toMatchObject({ absent: false, circuit: { state: 'closed' } })
  const among = { ...away, lastSuccessAt: now }
  expect(decide({ statusCode: 500 }, 3, among)).toMatchObject({ absent: false, circuit: { state: 'closed' } })
})

it('where nothing is brought back, nobody waits for the receiver after a death', () => {
  const ends = { ...away, config: { ...config, autoRedeliver: false } }
  expect(decide({ statusCode: 500 }, 3, ends)).toMatchObject({ absent: true, circuit: { state: 'closed' } })
})

it('what was under way when the circuit opened does not lengthen its pause, a probe does', () => {
  const before = { ...closedCircuit(0), state: 'open' as const, nextProbeAt: now, probes: 0 }
  expect(decide({ statusCode: 500 }, 1, { before }).circuit).toEqual(before)
  expect(decide({ statusCode: 500 }, 1, { before, wasProbe: true }).circuit).toMatchObject({ probes: 1 })
})

it('a test send has no second attempt and says nothing of the lane', () => {
  expect(decide({ statusCode: 500 }, 1, { bypass: true })).toMatchObject({ outcome: 'dead', circuit: null })
})

it('what this process gave up says nothing of the receiver, during a probe neither', () => {
  expect(decide({ error: 'interrupted' })).toMatchObject({ outcome: 'interrupted', circuit: null })
  expect(decide({ error: 'interrupted' }, 1, { wasProbe: true })).toMatchObject({
    outcome: 'interrupted',
    circuit: null,
  })
})

it('a failure keeps the receiver’s Retry-After, a success ignores it', () => {
  const responseHeaders = { 'retry-after': '120' }
  expect(decide({ statusCode: 429, responseHeaders })).toMatchObject({ delayMs: 120_000, retryAfterMs: 120_000 })
  const twice = { 'retry-after': ['120', '7'] }
  expect(decide({ statusCode: 429, responseHeaders: twice })).toMatchObject({ retryAfterMs: 120_000 })
  expect(decide({ statusCode: 200, responseHeaders })).toMatchObject({ retryAfterMs: null })
})
