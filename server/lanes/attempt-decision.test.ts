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
  more: { wasProbe?: boolean; bypass?: boolean; config?: LaneConfig } = {},
) =>
  decideAttempt({
    result: answer({ error: (result.statusCode ?? 0) >= 400 ? 'http_error' : null, ...result }),
    members: [{ deliveryId: 'd', attempt, acceptedAt: now - 60_000 } as DueDelivery],
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
  expect(decide({ statusCode: 429, responseHeaders })).toMatchObject({ retryAfterMs: 120_000, outcome: 'retry' })
  expect(decide({ statusCode: 200, responseHeaders })).toMatchObject({ retryAfterMs: null })
})
