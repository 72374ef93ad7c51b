import { expect, test } from 'vitest'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { harOf } from './har.ts'

const attempt: Attempt = {
  id: 'att_1',
  run: 1,
  attempt: 2,
  batch: null,
  probe: false,
  started_at: '2026-01-31T12:00:00.000Z',
  url: 'https://example.com/hooks?a=1&a=2',
  code: 500,
  error: 'http_error',
  error_detail: null,
  request: {
    headers: { 'content-type': 'application/json' },
    body: { text: '{"é":1}', encoding: 'utf-8', truncated: false },
  },
  response: {
    headers: { 'Content-Type': 'text/html', 'Set-Cookie': ['a=1', 'b=2'] },
    body: { text: 'AP8=', encoding: 'base64', truncated: true },
  },
  dns_ms: 1,
  connect_ms: 2,
  tls_ms: 3,
  ttfb_ms: 10,
  duration_ms: 20,
  remote_address: '[2001:db8::1]:443',
  next_attempt_at: null,
}
const archive = (more: Partial<Attempt> = {}) =>
  harOf({ id: 'dlv_1', event: 'evt_1', attempts: [{ ...attempt, ...more }] } as Delivery).log.entries[0]

test('an attempt is an entry with both sides and the phases', () => {
  const entry = archive()
  expect(entry?.timings).toEqual({ blocked: -1, dns: 1, connect: 5, ssl: 3, send: 0, wait: 10, receive: 4 })
  expect(entry?.request).toMatchObject({
    bodySize: 8,
    queryString: [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ],
  })
  expect(entry?.response.headers).toHaveLength(3)
  expect(entry?.response.content).toMatchObject({ mimeType: 'text/html', encoding: 'base64', text: 'AP8=' })
  expect(entry?.serverIPAddress).toBe('2001:db8::1')
})

test('where there was no answer the status is 0 and the time was spent waiting', () => {
  const none = { headers: null, body: null }
  const entry = archive({ code: null, error: 'timeout', response: none, ttfb_ms: null, duration_ms: 15_000 })
  expect(entry?.response).toMatchObject({ status: 0, statusText: 'timeout', headers: [] })
  expect(entry?.timings).toMatchObject({ wait: 14_994, receive: 0 })
})
