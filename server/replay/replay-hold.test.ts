import { expect, test } from 'vitest'
import { replayHold } from './replay-hold.ts'

const nextProbeAt = new Date('2026-03-04T10:00:00Z')
const probed = { reason: 'circuit_open', next_probe_at: '2026-03-04T10:00:00.000Z' }

test.each([
  ['active', 'closed', null],
  ['active', 'open', probed],
  ['active', 'half_open', probed],
  ['paused', 'open', { reason: 'paused', next_probe_at: null }],
  ['paused', 'closed', { reason: 'paused', next_probe_at: null }],
  ['disabled', 'open', null],
] as const)('%s with its circuit %s is held by %j', (status, circuit, held) => {
  expect(replayHold({ status, circuit, nextProbeAt })).toEqual(held)
})
