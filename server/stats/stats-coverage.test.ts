import { describe, expect, test } from 'vitest'
import { coverRange } from './stats-coverage.ts'

const at = (time: string) => Date.parse(`2026-03-${time}:00Z`)
const hours = (...times: string[]) => new Set(times.map(at))
const none = new Set<number>()
const told = (stretches: { grain: string; from: number; to: number }[]) =>
  stretches.map(({ grain, from, to }) => `${grain} ${clock(from)}-${clock(to)}`)
const clock = (ms: number) => new Date(ms).toISOString().slice(8, 16)

describe('a range', () => {
  const range = { from: at('04T10:00'), to: at('04T13:30') }

  test('is read by the minute where nothing was rolled up, in one stretch', () => {
    expect(told(coverRange(range, 'day', { hours: none, days: none }))).toEqual(['minute 04T10:00-04T13:30'])
  })

  test('is read by the hour where hours lie in it as a whole', () => {
    const rolled = { hours: hours('04T10:00', '04T11:00', '04T13:00'), days: none }
    expect(told(coverRange(range, 'hour', rolled))).toEqual(['hour 04T10:00-04T12:00', 'minute 04T12:00-04T13:30'])
    expect(told(coverRange({ from: at('04T10:20'), to: range.to }, 'hour', rolled))).toEqual([
      'minute 04T10:20-04T11:00',
      'hour 04T11:00-04T12:00',
      'minute 04T12:00-04T13:30',
    ])
  })

  test('is read by the day only where a bucket is as large', () => {
    const range = { from: at('03T23:00'), to: at('06T00:00') }
    const rolled = { hours: hours('03T23:00', '04T00:00'), days: hours('04T00:00') }
    expect(told(coverRange(range, 'day', rolled))).toEqual([
      'hour 03T23:00-04T00:00',
      'day 04T00:00-05T00:00',
      'minute 05T00:00-06T00:00',
    ])
    expect(told(coverRange(range, 'hour', rolled))).toEqual(['hour 03T23:00-04T01:00', 'minute 04T01:00-06T00:00'])
    expect(told(coverRange(range, 'minute', rolled))).toEqual(['minute 03T23:00-06T00:00'])
  })

  test('that is empty is covered by nothing', () => {
    expect(coverRange({ from: 5, to: 5 }, 'day', { hours: none, days: none })).toEqual([])
  })
})
