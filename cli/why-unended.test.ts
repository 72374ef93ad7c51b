import { expect, test } from 'vitest'
import { whyUnended } from './why-unended.ts'

const fresh = { held_by: null, sending_since: null, next_attempt_at: '2026-01-31T12:00:00.000Z', attempt_count: 0 }

test.each([
  [fresh, 'no worker has sent it yet'],
  [{ ...fresh, attempt_count: 2 }, 'it is tried again at 2026-01-31T12:00:00.000Z'],
  [{ ...fresh, held_by: 'paused' as const }, 'its subscription is paused'],
  [
    { ...fresh, held_by: 'circuit_open' as const, sending_since: '2026-01-31T12:00:01.000Z' },
    'its receiver has not answered since 2026-01-31T12:00:01.000Z',
  ],
])('%j waits because %s', (delivery, words) => {
  expect(whyUnended(delivery)).toBe(words)
})
