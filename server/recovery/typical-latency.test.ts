import { expect, test } from 'vitest'
import { histogramOf } from '../stats/latency-histogram.ts'
import { typicalLatencyMs } from './typical-latency.ts'

const span = (succeeded: number, durationsMs: number[]) => ({
  attempts: durationsMs.length,
  succeeded,
  latency: histogramOf(durationsMs),
})

test('an outage says nothing of how fast the receiver is, however much of it there was', () => {
  const well = span(3, [200, 200, 200])
  const refused = span(0, Array(100).fill(1))
  const timedOut = span(0, Array(100).fill(15_000))
  for (const outage of [refused, timedOut]) {
    const typical = typicalLatencyMs([outage, well])
    expect(typical).toBeGreaterThan(190)
    expect(typical).toBeLessThan(210)
  }
})

test('where nothing ever succeeded it is that of what failed, and without attempts there is none', () => {
  expect(typicalLatencyMs([span(0, [50, 50])])).toBeGreaterThan(45)
  expect(typicalLatencyMs([span(0, [50, 50])])).toBeLessThan(55)
  expect(typicalLatencyMs([span(0, [])])).toBeNull()
  expect(typicalLatencyMs([])).toBeNull()
})
