import { describe, expect, test } from 'vitest'
import { bucketsOf, statsRange } from './stats-range.ts'

const at = (time: string) => Date.parse(`2026-03-04T${time}Z`)
const day = 86_400_000

describe('a range', () => {
  test('is the last 24 hours by the hour when nothing is asked for', () => {
    const range = statsRange({}, at('12:34:56'))
    expect(range).toEqual({ from: at('12:00:00') - day, to: at('12:34:56'), bucket: 'hour' })
    expect(bucketsOf(range)).toHaveLength(25)
  })

  test.each([
    [3_600_000, 'minute'],
    [6 * 3_600_000, 'minute'],
    [day, 'hour'],
    [14 * day, 'hour'],
    [30 * day, 'day'],
  ])('of %d ms is cut by the %s', (span, bucket) => {
    expect(statsRange({ from: at('12:00:00') - span, to: at('12:00:00') }, 0).bucket).toBe(bucket)
  })

  test('begins on the edge of the bucket asked for and has no bucket beyond its end', () => {
    const range = statsRange({ from: at('10:59:59'), to: at('13:00:00'), bucket: 'hour' }, 0)
    expect(bucketsOf(range)).toEqual([at('10:00:00'), at('11:00:00'), at('12:00:00')])
  })
})
