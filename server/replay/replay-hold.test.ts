import { expect, test } from 'vitest'
import { replayHold } from './replay-hold.ts'

const nextProbeAt = new Date('2026-03-04T10:00:00Z')
const now = nextProbeAt.getTime()
const probed = { reason: 'circuit_open', next_probe_at: '2026-03-04T10:00:00.000Z' }

test.each([
  ['active', 'closed', null, null],
  ['active', 'open', null, probed],
  ['active', 'half_open', null, probed],
  ['active', 'closed', new Date(now + 1), { reason: 'retry_after', next_probe_at: null }],
  ['paused', 'open', null, { reason: 'paused', next_probe_at: null }],
  ['disabled', 'open', null, null],
] as const)('%s with its circuit %s and asked to wait until %s is held by %j', (status, circuit, heldUntil, held) => {
  expect(replayHold({ status, circuit, heldUntil, nextProbeAt }, now)).toEqual(held)
})
