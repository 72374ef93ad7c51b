import { expect, test } from 'vitest'
import type { Alert } from '../contract/alert.ts'
import { alertMessage } from './alert-message.ts'

const alert: Alert = {
  id: 'alt_1',
  tenant: 'ten_1',
  subscription: 'sub_1',
  url: 'https://example.com/hooks',
  kind: 'circuit_open',
  message: 'Failing since 2026-03-04 09:58 UTC.',
  opened_at: '2026-03-04T10:00:00.000Z',
  resolved_at: null,
  unwatched: false,
  last_failure: null,
}
const portal = 'https://hooks.example.com'

test.each<[Partial<Alert>, string, string]>([
  [
    {},
    'alert.opened',
    'Receiver is failing: https://example.com/hooks\nFailing since 2026-03-04 09:58 UTC.\nhttps://hooks.example.com/subscriptions/sub_1',
  ],
  [
    { resolved_at: '2026-03-04T11:00:00.000Z' },
    'alert.resolved',
    'Resolved: Receiver was failing: https://example.com/hooks\nhttps://hooks.example.com/subscriptions/sub_1',
  ],
  [
    { resolved_at: '2026-03-04T11:00:00.000Z', unwatched: true, subscription: null, url: null },
    'alert.resolved',
    'Not watched any more: Receiver was failing: a subscription that is gone',
  ],
  [
    { kind: 'a_newer_kind', subscription: null },
    'alert.opened',
    'a newer kind: https://example.com/hooks\nFailing since 2026-03-04 09:58 UTC.',
  ],
])('%j is told as %s', (change, type, text) => {
  expect(alertMessage({ ...alert, ...change }, portal)).toMatchObject({ type, text })
})
