import { expect, test } from 'vitest'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { histogramOf } from '../stats/latency-histogram.ts'
import type { AttemptRecord } from './attempt-record.ts'
import { statsOf } from './attempt-stats.ts'

const minute = Date.parse('2026-03-01T12:00:00Z')

interface Told {
  at?: number
  type?: string
  subscriptionId?: string
  code?: number | null
  error?: string | null
  outcome?: AttemptRecord['outcome']
  durationMs?: number
  attempt?: number
  run?: number
  acceptedAt?: number
  deliveryId?: string
  /** How old the event was when the attempt began. */
  ageMs?: number
}

let made = 0
const nextUuidOf = (ms: number) => firstUuidOf(ms).slice(0, -6) + String(made++).padStart(6, '0')

function record(told: Told): AttemptRecord {
  const { at = minute, type = 'memory.created', subscriptionId = 's1', code = 200, error = null } = told
  return {
    appId: 'app',
    startedAt: at,
    outcome: told.outcome ?? (error === null ? 'succeeded' : 'retry'),
    result: told.outcome === 'expired' ? null : { statusCode: code, error, durationMs: told.durationMs ?? 10 },
    delivery: {
      deliveryId: told.deliveryId ?? nextUuidOf(at - (told.ageMs ?? 20)),
      subscriptionId,
      type,
      tenantId: 'ten',
      attempt: told.attempt ?? 1,
      run: told.run ?? 1,
      acceptedAt: told.acceptedAt ?? at - 20,
    },
  } as unknown as AttemptRecord
}

const histogram = (...ms: number[]): string => `{${histogramOf(ms).join(',')}}`

test('attempts are counted by subscription, type and the minute in which they ended', () => {
  const entries = statsOf([
    record({}),
    record({ at: minute + 59_995 }),
    record({ at: minute + 59_980 }),
    record({ type: 'tag.added' }),
    record({ subscriptionId: 's2' }),
  ])
  expect(entries.map((entry) => [entry.subscription_id, entry.event_type, entry.minute, entry.attempts])).toEqual([
    ['s1', 'memory.created', '2026-03-01T12:00:00.000Z', 2],
    ['s1', 'memory.created', '2026-03-01T12:01:00.000Z', 1],
    ['s1', 'tag.added', '2026-03-01T12:00:00.000Z', 1],
    ['s2', 'memory.created', '2026-03-01T12:00:00.000Z', 1],
  ])
})

test.each([
  'http_error',
  'timeout',
  'connection_refused',
  'connection_reset',
  'dns_error',
  'tls_error',
  'blocked',
  'redirect_refused',
  'response_invalid',
  'interrupted',
] as const)('a failure is counted by its reason: %s', (error) => {
  const [entry] = statsOf([record({ code: null, error })])
  expect(entry).toMatchObject({ attempts: 1, succeeded: 0, delivered: 0, dead: 0, [error]: 1 })
})

test('401 and 403 count as suspected rejects of the signature', () => {
  const codes = [400, 401, 403, 404]
  const [entry] = statsOf(codes.map((code) => record({ code, error: 'http_error' })))
  expect(entry).toMatchObject({ attempts: 4, http_error: 4, auth_rejected: 2 })
})

test('the last failure counts as dead, a failed probe does not', () => {
  const [entry] = statsOf([
    record({ code: 500, error: 'http_error', outcome: 'dead' }),
    record({ code: 500, error: 'http_error', outcome: 'probe' }),
  ])
  expect(entry).toMatchObject({ attempts: 2, http_error: 2, dead: 1 })
})

test('what arrived within 24 hours of its acceptance is counted apart, retries and redeliveries included', () => {
  const day = 86_400_000
  const [entry] = statsOf([
    record({ ageMs: 1, durationMs: 10 }),
    record({ ageMs: day - 10, durationMs: 10, attempt: 4 }),
    record({ ageMs: day - 9, durationMs: 10, run: 2, acceptedAt: minute - 5 }),
    record({ ageMs: 1, code: 500, error: 'http_error' }),
  ])
  expect(entry).toMatchObject({ delivered: 3, delivered_in_day: 2 })
})

test('successes of deliveries that were sent again are named, so that those that had arrived before can be left out', () => {
  const day = 86_400_000
  const [first] = statsOf([record({}), record({ run: 2, code: 500, error: 'http_error' })])
  expect(first).toMatchObject({ delivered: 1, again: null, again_in_day: null })
  const late = record({ run: 2, ageMs: day })
  const soon = record({ run: 3 })
  const [entry] = statsOf([record({}), late, soon])
  expect(entry).toMatchObject({
    delivered: 3,
    again: [late.delivery.deliveryId, soon.delivery.deliveryId],
    again_in_day: [soon.delivery.deliveryId],
  })
})

test('a delivery of which two runs succeed at once was delivered once', () => {
  const first = record({})
  const { deliveryId } = first.delivery
  const [entry, ...others] = statsOf([first, record({ run: 2, deliveryId }), record({})])
  expect(entry).toMatchObject({ attempts: 3, succeeded: 3, delivered: 2, delivered_in_day: 2, again: null })
  expect(others).toEqual([])
})

test('an expired delivery had no attempt', () => {
  expect(statsOf([record({ outcome: 'expired' })])).toEqual([])
})

test('durations and first delays go into mergeable histograms; retries, redeliveries and probes have no first delay', () => {
  const [entry] = statsOf([
    record({ durationMs: 3, acceptedAt: minute - 7 }),
    record({ durationMs: 300, attempt: 2, acceptedAt: minute - 5_000 }),
    record({ durationMs: 30, run: 2, acceptedAt: minute - 9_000 }),
    record({ durationMs: 31, error: 'http_error', code: 500, outcome: 'probe', acceptedAt: minute - 9_000 }),
    record({ durationMs: 1, acceptedAt: minute + 3 }),
  ])
  expect(entry?.latency).toBe(histogram(3, 300, 30, 1))
  expect(entry?.first_delay).toBe(histogram(7, 0))
})

test('latency is that of answers and of timeouts; what never came so far has none, nor have failed probes', () => {
  const [entry] = statsOf([
    record({ durationMs: 20 }),
    record({ durationMs: 70, code: 503, error: 'http_error' }),
    record({ durationMs: 15_000, code: null, error: 'timeout' }),
    record({ durationMs: 2, code: null, error: 'dns_error' }),
    record({ durationMs: 3, code: null, error: 'connection_refused' }),
    record({ durationMs: 1, code: 404, error: 'http_error', outcome: 'probe' }),
  ])
  expect(entry).toMatchObject({ attempts: 6, latency: histogram(20, 70, 15_000) })
})
