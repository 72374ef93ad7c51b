import { expect, test } from 'vitest'
import type { Stats, StatsEntry } from '../../server/contract/stats.ts'
import { chartMarks, failurePoints, latencyPoints, throughputPoints } from './chart-data.ts'

const entry = (hour: number, more: Partial<StatsEntry> = {}) =>
  ({
    at: `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
    attempts: 10,
    succeeded: 6,
    failed: 4,
    failed_probes: 0,
    dead: 1,
    failed_by: { timeout: 4 },
    latency_ms: { p50: 1, p95: 2, p99: 3 },
    ...more,
  }) as StatsEntry
const statsOf = (...buckets: StatsEntry[]) =>
  ({
    from: buckets[0]?.at,
    buckets,
    latency_steps: buckets.map(({ at, latency_ms }) => ({ at, last_at: at, latency_ms })),
  }) as Stats

const stats = statsOf(entry(9), entry(10, { latency_ms: null }))
const before = statsOf(entry(7, { attempts: 5 }))

test('attempts are stacked by how they ended, beside those of the period before', () => {
  expect(throughputPoints(stats, before)).toMatchObject([
    { at: entry(9).at, succeeded: 6, retried: 3, dead: 1, before: 5 },
    { at: entry(10).at, before: null },
  ])
})

test('probes of an open circuit are told apart from attempts that are made again', () => {
  const [point] = throughputPoints(statsOf(entry(9, { failed_probes: 2 })), undefined)
  expect(point).toMatchObject({ succeeded: 6, retried: 1, dead: 1, probes: 2 })
})

test('latency has gaps where nothing was measured', () => {
  expect(latencyPoints(stats, before)).toMatchObject([
    { p50: 1, p99: 3, before: 2 },
    { p50: null, p95: null, before: 2 },
  ])
})

test('failures are told apart by their reason', () => {
  expect(failurePoints(stats)[0]).toMatchObject({ timeout: 4, http_error: 0 })
})

const mark = (at: string) => ({
  at,
  kind: 'edited' as const,
  subscription: 'sub_x',
  url: 'https://example.com/x',
  tenant: 'ten_1',
  subscription_deleted: false,
})

test('a mark is drawn at the bucket it fell into, or not at all, and numbered as a chart is read', () => {
  const marks = [mark('2026-01-01T08:59:59.000Z'), mark('2026-01-01T10:59:58.000Z'), mark('2026-01-01T10:59:59.000Z')]
  const words = 'Subscription edited: example.com'
  expect(chartMarks(stats, marks)).toEqual([
    { at: entry(10).at, number: 2, words },
    { at: entry(10).at, number: 3, words },
  ])
})

test('a mark that is older than those that the list shows has no number', () => {
  const at = `${entry(10).at.slice(0, 14)}30:00.000Z`
  const marks = Array.from({ length: 12 }, () => mark(at))
  expect(chartMarks(stats, marks).map(({ number }) => number)).toEqual([null, null, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})
