import { expect, test } from 'vitest'
import { holdReason } from './hold-reason.ts'

const now = Date.parse('2026-03-04T10:00:00Z')
const later = new Date(now + 1)

test.each([
  ['active', 'closed', null, null],
  ['active', 'closed', new Date(now), null],
  ['active', 'closed', later, 'retry_after'],
  ['active', 'open', later, 'circuit_open'],
  ['active', 'half_open', null, 'circuit_open'],
  ['paused', 'open', later, 'paused'],
  ['paused', 'closed', null, 'paused'],
  ['disabled', 'open', later, 'disabled'],
] as const)('%s with its circuit %s and asked to wait until %s is held by %s', (status, circuit, heldUntil, reason) => {
  expect(holdReason({ status, circuit, heldUntil }, now)).toBe(reason)
})
