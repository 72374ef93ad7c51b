import { expect, test } from 'vitest'
import { axisTicks } from './axis-ticks.ts'

const hours = (count: number) =>
  Array.from({ length: count }, (_, hour) => ({
    at: new Date(Date.UTC(2026, 0, 1, 7) + hour * 3_600_000).toISOString(),
  }))

test('an axis over several days is labelled where a day begins', () => {
  const ticks = axisTicks(hours(72), 'hour')
  expect(ticks).toHaveLength(3)
  expect(ticks?.map((at) => new Date(at).getHours())).toEqual([0, 0, 0])
})

test('an axis over a day or less is labelled at round times', () => {
  const minutesOf = (ticks: string[] | undefined) =>
    ticks?.map((at) => new Date(at).getHours() * 60 + new Date(at).getMinutes())
  const day = minutesOf(axisTicks(hours(24), 'hour')) ?? []
  expect(day).toHaveLength(8)
  expect(day.every((minute) => minute % 180 === 0)).toBe(true)
  const hour = Array.from({ length: 61 }, (_, minute) => ({
    at: new Date(Date.UTC(2026, 0, 1, 7, 3 + minute)).toISOString(),
  }))
  const ticks = minutesOf(axisTicks(hour, 'minute')) ?? []
  expect(ticks).toHaveLength(6)
  expect(ticks.every((minute) => minute % 10 === 0)).toBe(true)
})

test('an axis over days counted whole is labelled where there is room', () => {
  expect(axisTicks(hours(72), 'day')).toBeUndefined()
  expect(axisTicks([], 'hour')).toBeUndefined()
})

test('where no hour begins with the day, as in time zones of half hours, the first one after is labelled', () => {
  const halfHours = (count: number) =>
    hours(count).map(({ at }) => ({ at: new Date(Date.parse(at) + 1_800_000).toISOString() }))
  const times = (ticks: string[] | undefined) =>
    ticks?.map((at) => [new Date(at).getHours(), new Date(at).getMinutes()]) ?? []
  expect(times(axisTicks(halfHours(72), 'hour'))).toEqual(Array(3).fill([0, 30]))
  const day = times(axisTicks(halfHours(24), 'hour'))
  expect(day).toHaveLength(8)
  expect(day.every(([hour = 1, minute]) => hour % 3 === 0 && minute === 30)).toBe(true)
})
