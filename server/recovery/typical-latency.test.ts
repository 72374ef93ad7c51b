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

test('where it mostly failed it is that of the better spans, and without a success it is not known', () => {
  const typical = typicalLatencyMs([span(1, [50, 50, 50]), span(0, [1, 1])])
  expect(typical).toBeGreaterThan(45)
  expect(typical).toBeLessThan(55)
  expect(typicalLatencyMs([span(0, [50, 50])])).toBeNull()
  expect(typicalLatencyMs([span(0, [])])).toBeNull()
  expect(typicalLatencyMs([])).toBeNull()
})
