import { expect, test } from 'vitest'
import type { Stats } from '../../server/contract/stats.ts'
import {
  change,
  changeOfLatency,
  changeOfShare,
  count,
  deliveryAttempts,
  firstAttemptText,
  isComparable,
  percent,
  perSecond,
  shareInTime,
  successRate,
} from './figures.ts'

const well = { now: 1, change: null }

test('a share is never rounded up to a clean 100 %', () => {
  expect([1, 0.99999, 9 / 42, 0.5, 0.00001, 0].map(percent)).toEqual([
    '100 %',
    '99.99 %',
    '21.43 %',
    '50.00 %',
    '0.01 %',
    '0 %',
  ])
})

test('large numbers have a comma between thousands, also those of a rate', () => {
  expect([count(999), count(29_890), perSecond(1_200)]).toEqual(['999', '29,890', '1,200 / s'])
})

test.each([
  [112, 100, '12 % more'],
  [50, 100, '50 % fewer'],
  [100, 100, 'as before'],
  [5_000, 1, 'over ten times more'],
])('%d after %d is "%s"', (now, before, words) => {
  expect(change(now, before)).toEqual({ text: words })
})

test('shares are compared in points, and each that is told is good or bad', () => {
  expect(changeOfShare(0.991, 0.98)).toEqual({ text: '+1.1 points', tone: 'good' })
  expect(changeOfShare(0.5, 0.75)).toEqual({ text: '−25 points', tone: 'bad' })
  expect(changeOfShare(0.5, 0.504)).toEqual({ text: '−0.4 points', tone: 'bad' })
  expect(changeOfShare(0.5, 0.5)).toEqual({ text: 'as before' })
})

test.each([
  [220, 200, { text: 'about as before' }],
  [184, 200, { text: 'about as before' }],
  [222, 200, { text: '11 % slower', tone: 'bad' }],
  [300, 200, { text: '50 % slower', tone: 'bad' }],
  [100, 200, { text: '50 % faster', tone: 'good' }],
  [200, 200, { text: 'as before' }],
])('a latency of %d ms after %d is %j', (now, before, expected) => {
  expect(changeOfLatency(now, before, well)).toEqual(expected)
})

test('to fail faster is no change to tell, and to fail slower is bad', () => {
  const failsMore = { now: 0.6, change: changeOfShare(0.6, 0.9) }
  expect(changeOfLatency(50, 100, failsMore)).toBeNull()
  expect(changeOfLatency(50, 100, { now: 0.03, change: null })).toBeNull()
  expect(changeOfLatency(50, 100, { now: null, change: null })).toBeNull()
  expect(changeOfLatency(50, 100, { now: 0.9, change: changeOfShare(0.9, 0.1) })).toMatchObject({ tone: 'good' })
  expect(changeOfLatency(200, 100, failsMore)).toMatchObject({ tone: 'bad' })
})

test('what waits for longer than a day was not delivered in time, and what was sent again is given up no more', () => {
  const total = { delivered: 90, delivered_within_24h: 80, dead: 12, revived: 2 } as Stats['total']
  expect(shareInTime(total, 0)).toBe(0.8)
  expect(shareInTime(total, 60)).toBe(0.5)
  expect(shareInTime({ ...total, delivered: 0, delivered_within_24h: 0, dead: 1 }, 0)).toBeNull()
})

test('there is no change against nothing', () => {
  expect(change(7, 0)).toBeNull()
  expect(changeOfLatency(7, 0, well)).toBeNull()
  expect(changeOfShare(0.5, null)).toBeNull()
})

test('a period in whose last quarter everything began is none to compare with', () => {
  const period = (...attempts: number[]) => ({ buckets: attempts.map((each) => ({ attempts: each })) }) as Stats
  expect(isComparable(period(0, 0, 1, 0))).toBe(true)
  expect(isComparable(period(0, 0, 0, 1))).toBe(false)
  expect(isComparable(period(0, 0, 0, 0))).toBe(false)
})

test('there is no success rate without attempts', () => {
  expect(successRate({ attempts: 0, succeeded: 0, failed_probes: 0 })).toBeNull()
  expect(successRate({ attempts: 4, succeeded: 3, failed_probes: 0 })).toBe(0.75)
})

test('probes that failed are no attempts to deliver something; where there were only those, there is no success rate', () => {
  const counts = { attempts: 10, succeeded: 3, failed_probes: 6 }
  expect(deliveryAttempts(counts)).toBe(4)
  expect(successRate(counts)).toBe(0.75)
  expect(successRate({ attempts: 6, succeeded: 0, failed_probes: 6 })).toBeNull()
})

test('a first attempt that came after hours says that time held back may be in it, one after milliseconds does not', () => {
  expect(firstAttemptText(40)).not.toContain('held back')
  expect(firstAttemptText(3 * 3_600_000)).toContain('may include time held back')
})
