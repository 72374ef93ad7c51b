import { describe, expect, test } from 'vitest'
import { ranges, spanBefore, spanOf, statsQuery, zoomedTo } from './ranges.ts'

const own = { from: null, to: null }
const noon = Date.UTC(2026, 0, 1, 12, 0, 30)

test('a range ends with the minute that is running and is as long as it says', () => {
  const { from, to, bucket } = statsQuery(spanOf({ range: '1h', ...own }, noon))
  expect([from, to, bucket]).toEqual(['2026-01-01T11:01:00.000Z', '2026-01-01T12:01:00.000Z', 'minute'])
})

test.each(ranges)('%s is at most some hundred buckets: a chart needs no more', (range) => {
  const bucketMinutes = { minute: 1, hour: 60, day: 1440 }
  const { fromMs, toMs, bucket } = spanOf({ range, ...own }, Date.now())
  const count = Math.ceil((toMs - fromMs) / 60_000 / bucketMinutes[bucket])
  expect(fromMs % (bucketMinutes[bucket] * 60_000)).toBe(0)
  expect(count).toBeGreaterThanOrEqual(24)
  expect(count).toBeLessThanOrEqual(360)
})

describe('a range of one’s own', () => {
  const asked = (from: string, to: string) =>
    spanOf({ range: '7d', from: new Date(`2026-01-01T${from}Z`), to: new Date(`2026-01-01T${to}Z`) }, noon)

  test('wins, grows to whole minutes and stands still', () => {
    const span = asked('08:00:10', '09:30:10')
    expect(statsQuery(span)).toEqual({
      from: '2026-01-01T08:00:00.000Z',
      to: '2026-01-01T09:31:00.000Z',
      bucket: 'minute',
    })
    expect(span.isFixed).toBe(true)
  })

  test('that makes no sense is left alone', () => {
    for (const [from, to] of [
      ['09:00:00', '08:00:00'],
      ['09:00:00', '09:01:00'],
    ] as const) {
      expect(asked(from, to)).toEqual(spanOf({ range: '7d', ...own }, noon))
    }
  })
})

test('24 hours begin with the hour that was running then: they are never less', () => {
  const { from, to } = statsQuery(spanOf({ range: '24h', ...own }, noon))
  expect([from, to]).toEqual(['2025-12-31T12:00:00.000Z', '2026-01-01T12:01:00.000Z'])
})

test.each(ranges)('the period before %s is as long, bucket by bucket', (range) => {
  const span = spanOf({ range, ...own }, noon)
  const before = spanBefore(span)
  const lengths = { '1h': 1, '6h': 6, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }
  expect(span.fromMs - before.fromMs).toBe(lengths[range] * 3_600_000)
  expect(before.toMs - before.fromMs).toBe(span.toMs - span.fromMs)
  expect(before.bucket).toBe(span.bucket)
})

describe('a stretch marked in the chart', () => {
  const [nine, eleven] = ['2026-01-01T09:00:00.000Z', '2026-01-01T11:00:00.000Z'] as const

  test('holds the buckets at both ends, whichever way it was drawn', () => {
    const whole = { from: new Date(nine), to: new Date('2026-01-01T12:00:00Z') }
    expect(zoomedTo(nine, eleven, 'hour')).toEqual(whole)
    expect(zoomedTo(eleven, nine, 'hour')).toEqual(whole)
  })

  test('is at least five minutes long', () => {
    expect(zoomedTo(nine, nine, 'minute').to).toEqual(new Date('2026-01-01T09:05:00Z'))
  })
})
