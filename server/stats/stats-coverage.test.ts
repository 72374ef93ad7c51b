import { describe, expect, test } from 'vitest'
import { coverRange, type RolledPeriods } from './stats-coverage.ts'

const at = (time: string) => Date.parse(`2026-03-${time}:00Z`)
const begins = (...times: string[]) => new Set(times.map(at))
const none = new Set<number>()
const nothing: RolledPeriods = { minute: none, ten_minutes: none, hour: none, day: none }
const told = (stretches: { rollup: string | null; from: number; to: number }[]) =>
  stretches.map(({ rollup, from, to }) => `${rollup ?? 'recorded'} ${clock(from)}-${clock(to)}`)
const clock = (ms: number) => new Date(ms).toISOString().slice(8, 16)

describe('a range', () => {
  const range = { from: at('04T10:00'), to: at('04T13:30') }

  test('is read as it was recorded where nothing was rolled up, in one stretch', () => {
    expect(told(coverRange(range, ['day', 'hour'], nothing))).toEqual(['recorded 04T10:00-04T13:30'])
  })

  test('is read by the hour where hours lie in it as a whole', () => {
    const rolled = { ...nothing, hour: begins('04T10:00', '04T11:00', '04T13:00') }
    expect(told(coverRange(range, ['hour'], rolled))).toEqual(['hour 04T10:00-04T12:00', 'recorded 04T12:00-04T13:30'])
    expect(told(coverRange({ from: at('04T10:20'), to: range.to }, ['hour'], rolled))).toEqual([
      'recorded 04T10:20-04T11:00',
      'hour 04T11:00-04T12:00',
      'recorded 04T12:00-04T13:30',
    ])
  })

  test('is read by ten minutes until its last hour is over', () => {
    const rolled = {
      ...nothing,
      hour: begins('04T11:00', '04T12:00'),
      ten_minutes: begins('04T10:10', '04T13:00', '04T13:10', '04T13:20'),
    }
    expect(told(coverRange({ from: at('04T10:15'), to: at('04T13:25') }, ['hour', 'ten_minutes'], rolled))).toEqual([
      'recorded 04T10:15-04T11:00',
      'hour 04T11:00-04T13:00',
      'ten_minutes 04T13:00-04T13:20',
      'recorded 04T13:20-04T13:25',
    ])
  })

  test('is read by the minute from any minute to any other', () => {
    const rolled = { ...nothing, minute: begins('04T10:10', '04T10:20') }
    expect(told(coverRange({ from: at('04T10:03'), to: at('04T10:27') }, ['minute'], rolled))).toEqual([
      'recorded 04T10:03-04T10:10',
      'minute 04T10:10-04T10:27',
    ])
  })

  test('is read by the day only where that is asked for', () => {
    const range = { from: at('03T23:00'), to: at('06T00:00') }
    const rolled = { ...nothing, hour: begins('03T23:00', '04T00:00'), day: begins('04T00:00') }
    expect(told(coverRange(range, ['day', 'hour'], rolled))).toEqual([
      'hour 03T23:00-04T00:00',
      'day 04T00:00-05T00:00',
      'recorded 05T00:00-06T00:00',
    ])
    expect(told(coverRange(range, ['hour'], rolled))).toEqual(['hour 03T23:00-04T01:00', 'recorded 04T01:00-06T00:00'])
    expect(told(coverRange(range, [], rolled))).toEqual(['recorded 03T23:00-06T00:00'])
  })

  test('that is empty is covered by nothing', () => {
    expect(coverRange({ from: 5, to: 5 }, ['day', 'hour'], nothing)).toEqual([])
  })
})
