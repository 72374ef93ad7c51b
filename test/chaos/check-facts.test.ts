import { describe, expect, it } from 'vitest'
import { checkFacts } from './check-facts.ts'
import { type Allowance, type AttemptFact, type DeliveryFact, type Facts, noFault } from './facts.ts'
import type { ReceivedRequest } from './receiver-process.ts'

const at = 1_772_600_000_500

function delivery(more: Partial<DeliveryFact> = {}): DeliveryFact {
  return {
    id: 'dlv_1',
    eventId: 'evt_1',
    subscriptionId: 'sub_1',
    status: 'succeeded',
    attempts: 1,
    openRuns: 0,
    ...more,
  }
}

function attempt(more: Partial<AttemptFact> = {}): AttemptFact {
  return {
    deliveryId: 'dlv_1',
    subscriptionId: 'sub_1',
    attempt: 1,
    startedAt: at,
    durationMs: 3,
    statusCode: 200,
    error: null,
    probe: false,
    workerId: 'w1',
    ...more,
  }
}

function request(more: Partial<ReceivedRequest> = {}): ReceivedRequest {
  return {
    at: at + 3,
    path: '/ok',
    deliveryId: 'dlv_1',
    eventIds: ['evt_1'],
    attempt: 1,
    t: Math.floor(at / 1000),
    bodyHash: 'b',
    signed: true,
    secrets: [0],
    ...more,
  }
}

/** One event, one delivery, one attempt, one request: nothing is wrong with it. */
function facts(more: Partial<Facts> = {}): Facts {
  return {
    accepted: [{ eventId: 'evt_1', subscriptionIds: ['sub_1'] }],
    eventIds: ['evt_1'],
    deliveries: [delivery()],
    outstanding: [],
    attempts: [attempt()],
    requests: [request()],
    leftovers: [],
    complaints: [],
    ...more,
  }
}

/** Killed after the receiver's answer: the attempt is marked, a second one follows. */
const killed: Partial<Facts> = {
  deliveries: [delivery({ attempts: 2 })],
  attempts: [
    attempt({ statusCode: null, error: 'interrupted', startedAt: at - 20 }),
    attempt({ startedAt: at + 5_000, workerId: 'w2' }),
  ],
  requests: [request(), request({ at: at + 5_003, t: Math.floor(at / 1000) + 5 })],
}

const kill: Allowance = { ...noFault, duplicates: 1, interrupted: 1 }

describe('the checker has nothing to say', () => {
  const fine: [string, Facts, Allowance][] = [
    ['when everything went well', facts(), noFault],
    ['to a kill that explains a duplicate', facts(killed), kill],
    [
      'to a kill before the request was sent',
      facts({ ...killed, requests: [request({ t: Math.floor(at / 1000) + 5 })] }),
      kill,
    ],
    [
      'to a failure and the retry that worked',
      facts({
        deliveries: [delivery({ attempts: 2 })],
        attempts: [attempt({ statusCode: 500, error: 'http_error' }), attempt({ attempt: 2, startedAt: at + 1_000 })],
        requests: [request(), request({ attempt: 2, t: Math.floor(at / 1000) + 1 })],
      }),
      noFault,
    ],
    [
      'to an attempt that reached nobody',
      facts({
        deliveries: [delivery({ attempts: 2 })],
        attempts: [
          attempt({ statusCode: null, error: 'connection_refused' }),
          attempt({ attempt: 2, startedAt: at + 1_000 }),
        ],
        requests: [request({ attempt: 2, t: Math.floor(at / 1000) + 1 })],
      }),
      noFault,
    ],
    [
      'to a delivery that visibly failed',
      facts({
        deliveries: [delivery({ status: 'failed' })],
        attempts: [attempt({ statusCode: 500, error: 'http_error' })],
      }),
      noFault,
    ],
    [
      'to a delivery that waits where waiting is expected',
      facts({
        deliveries: [delivery({ status: 'pending', attempts: 0, openRuns: 1 })],
        outstanding: [{ deliveryId: 'dlv_1', overdueSeconds: null }],
        attempts: [],
        requests: [],
      }),
      { ...noFault, waiting: 1 },
    ],
  ]
  it.each(fine)('%s', (_name, given, allowance) => {
    expect(checkFacts(given, allowance).violations).toEqual([])
  })
})

describe('the checker finds', () => {
  const wrong: [string, string, Facts, Allowance?][] = [
    ['an accepted event without its delivery', 'lost', facts({ deliveries: [], attempts: [], requests: [] })],
    [
      'an event that reached one of two subscriptions',
      'lost',
      facts({ accepted: [{ eventId: 'evt_1', subscriptionIds: ['sub_1', 'sub_2'] }] }),
    ],
    ['a success that the receiver never saw', 'lost', facts({ requests: [] })],
    ['two deliveries of one event to one subscription', 'twice', facts({ deliveries: [delivery(), delivery()] })],
    [
      'a request that no delivery explains',
      'forged',
      facts({ requests: [request(), request({ deliveryId: 'dlv_9' })] }),
    ],
    ['an event that nobody published', 'forged', facts({ requests: [request({ eventIds: ['evt_9'] })] })],
    [
      'the wrong event in a delivery',
      'forged',
      facts({ eventIds: ['evt_1', 'evt_2'], requests: [request({ eventIds: ['evt_2'] })] }),
    ],
    ['a signature that does not hold', 'signature', facts({ requests: [request({ signed: false })] })],
    [
      'a final delivery that will be sent again',
      'state',
      facts({ outstanding: [{ deliveryId: 'dlv_1', overdueSeconds: null }] }),
      { ...noFault, waiting: 1 },
    ],
    ['a final delivery with an open run', 'state', facts({ deliveries: [delivery({ openRuns: 1 })] })],
    ['a success that is not shown as one', 'state', facts({ deliveries: [delivery({ status: 'failed' })] })],
    [
      'a delivery that nothing will send',
      'stuck',
      facts({ deliveries: [delivery({ status: 'pending', attempts: 0, openRuns: 1 })], attempts: [], requests: [] }),
    ],
    ['a counter that does not agree with the log', 'count', facts({ deliveries: [delivery({ attempts: 2 })] })],
    ['a duplicate without a fault', 'duplicates', facts(killed), { ...noFault, interrupted: 1 }],
    ['an interruption without a fault', 'interrupted attempts', facts(killed), { ...noFault, duplicates: 1 }],
    [
      'a request that was killed and is not marked',
      'unlogged',
      facts({ ...killed, deliveries: [delivery()], attempts: [attempt({ startedAt: at + 5_000 })] }),
      kill,
    ],
    [
      'an interrupted attempt that nothing followed',
      'interrupted',
      facts({
        attempts: [attempt({ startedAt: at - 9_000 }), attempt({ statusCode: null, error: 'interrupted' })],
        deliveries: [delivery({ attempts: 2 })],
      }),
      kill,
    ],
    [
      'an attempt that is recorded and marked',
      'marked',
      facts({
        attempts: [attempt(), attempt({ statusCode: null, error: 'interrupted' })],
        deliveries: [delivery({ attempts: 2 })],
      }),
      kill,
    ],
    ['an answer to a request that nobody got', 'invented', facts({ attempts: [attempt({ startedAt: at + 60_000 })] })],
    [
      'a row that is overdue and not held',
      'outstanding',
      facts({
        deliveries: [delivery({ status: 'pending', openRuns: 1, attempts: 0 })],
        outstanding: [{ deliveryId: 'dlv_1', overdueSeconds: 16 }],
        attempts: [],
        requests: [],
      }),
      { ...noFault, waiting: 1 },
    ],
    [
      'more that waits than the fault explains',
      'deliveries undecided',
      facts({
        deliveries: [delivery({ status: 'pending', openRuns: 1, attempts: 0 })],
        outstanding: [{ deliveryId: 'dlv_1', overdueSeconds: 1 }],
        attempts: [],
        requests: [],
      }),
    ],
    ['a lock that is left over', 'leftover', facts({ leftovers: ['a lane is still locked'] })],
    ['a publisher that got an answer it should not', 'publisher', facts({ complaints: ['500 deadlock detected'] })],
  ]
  it.each(wrong)('%s', (_name, kind, given, allowance = noFault) => {
    expect(checkFacts(given, allowance).violations.map((violation) => violation.split(':')[0])).toContain(kind)
  })
})

it('the checker names three of a kind and the number of the others', () => {
  const accepted = Array.from({ length: 10 }, (_, n) => ({ eventId: `evt_${n}`, subscriptionIds: ['sub_1'] }))
  const { violations } = checkFacts(facts({ accepted, deliveries: [], attempts: [], requests: [] }), noFault)
  expect(violations).toHaveLength(4)
  expect(violations.at(-1)).toBe('lost: 7 more like these')
})
