import { expect, test } from 'vitest'
import type { HeldReceiver } from '../../server/contract/held-receiver.ts'
import { heldSentence, waitingPage, waitingText } from './held-words.ts'

const held = (more: Partial<HeldReceiver> = {}): HeldReceiver => ({
  reason: 'circuit_open',
  next_probe_at: null,
  subscription: 'sub_1',
  url: 'https://example.com/hooks',
  count: 6,
  since: null,
  until: null,
  code: 404,
  error: 'http_error',
  ...more,
})

test.each([
  [6, [held()], 'They wait: the circuit of example.com is open.'],
  [1, [held({ count: 1, reason: 'paused' })], 'It waits: example.com is paused.'],
  [9, [held({ reason: 'retry_after' })], '6 of them wait: example.com asked to wait.'],
  [8, [held(), held({ count: 2 })], 'They wait: 2 receivers are held.'],
  [6, [], null],
  [0, [held({ count: 0 })], null],
])('of %i queued, where some are held: %#', (queued, receivers, text) => {
  expect(waitingText(queued, receivers)).toBe(text)
})

test('a failing receiver is said with what it answered', () => {
  expect(heldSentence(held())).toBe('This receiver is failing now (404): they wait until it answers')
  expect(heldSentence(held({ code: null, error: null }))).toContain('is failing now: they wait')
  expect(heldSentence(held({ reason: 'paused' }))).toContain('until it is resumed')
})

test('what waits is shown of the one receiver that is held', () => {
  expect(waitingPage([held()])).toBe('/deliveries?status=waiting&subscription=sub_1')
  expect(waitingPage([held(), held()])).toBe('/deliveries?status=waiting')
})
