import { expect, test } from 'vitest'
import { phasesOf } from './waterfall.tsx'

const timings = { dns_ms: 2, connect_ms: 3, tls_ms: null, ttfb_ms: 10, duration_ms: 20, error: null }

test('phases follow each other and what is left is the body', () => {
  expect(phasesOf(timings).map(({ key, startMs, ms }) => [key, startMs, ms])).toEqual([
    ['dns', 0, 2],
    ['connect', 2, 3],
    ['wait', 5, 10],
    ['body', 15, 5],
  ])
})

test('an attempt that never got an answer shows how long it lasted', () => {
  const phases = phasesOf({ ...timings, ttfb_ms: null, duration_ms: 15_000, error: 'timeout' })
  expect(phases.at(-1)).toMatchObject({ key: 'failed', startMs: 5, ms: 14_995 })
})
