import { expect, test } from 'vitest'
import { millisecondsOf } from '../platform/uuid.ts'
import { capturedRequest, RemoteRequest } from './captured-request.ts'

const inbox = '0190a000-0000-7000-8000-00000000000a'
const told = {
  uuid: 'b3a1',
  method: 'POST',
  ip: '203.0.113.9',
  url: 'https://webhook.site/abc?a=1&b=%C3%A9',
  content: '{"é":1}',
  headers: { 'x-pt-attempt': ['1'], via: ['a', 'b'] },
  created_at: '2026-11-24 10:20:30',
}

test('keeps what arrived, at the second it did', () => {
  const request = capturedRequest(inbox, RemoteRequest.parse(told))
  expect(request).toMatchObject({
    method: 'POST',
    query: 'a=1&b=%C3%A9',
    headers: [
      ['x-pt-attempt', '1'],
      ['via', 'a'],
      ['via', 'b'],
    ],
    body: Buffer.from('{"é":1}'),
    ip: '203.0.113.9',
  })
  expect(new Date(millisecondsOf(request.id)).toISOString()).toBe('2026-11-24T10:20:30.000Z')
})

test('its id is the same at every look and another in another inbox', () => {
  const idOf = (inboxId: string, more: object = {}) =>
    capturedRequest(inboxId, RemoteRequest.parse({ ...told, ...more })).id
  expect(idOf(inbox)).toBe(idOf(inbox, { content: 'other' }))
  expect(idOf(inbox)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set([idOf(inbox), idOf(inbox, { uuid: 'b3a2' }), idOf(inbox.replace('a', 'b'))]).size).toBe(3)
})

test('does without what is not told', () => {
  const bare = RemoteRequest.parse({ ...told, ip: null, url: 'not a URL', content: null, headers: [] })
  expect(capturedRequest(inbox, bare)).toMatchObject({ query: '', headers: [], ip: null, body: Buffer.alloc(0) })
})

test.each([{ created_at: 'yesterday' }, { created_at: '1969-01-01 00:00:00' }, { uuid: 7 }, { method: null }])(
  'is not made of %j',
  (fault) => {
    expect(RemoteRequest.safeParse({ ...told, ...fault }).success).toBe(false)
  },
)
