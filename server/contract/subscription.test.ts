import { describe, expect, test } from 'vitest'
import { DeliveryHeaders } from './delivery-headers.ts'
import { EventPattern } from './subscription.ts'

describe('an event pattern', () => {
  test.each(['*', 'memory.*', 'memory.note.*', 'memory', 'memory.created', 'memory.created@2', 'a.b-c_d@2026-03.1'])(
    '%s is accepted',
    (pattern) => {
      expect(EventPattern.safeParse(pattern).success).toBe(true)
    },
  )

  test.each([
    '',
    '**',
    '*.created',
    'memory.*.x',
    'memory.',
    '.memory',
    'Memory.created',
    'memory created',
    'memory.*@2',
    'memory@',
    'memory@1@2',
    '@2',
    '*@1',
  ])('%j is refused', (pattern) => {
    expect(EventPattern.safeParse(pattern).success).toBe(false)
  })
})

describe('a header', () => {
  test.each([
    ['Authorization', 'Bearer abc'],
    ['x-team', 'search & find'],
    ['X-Tab', 'a\tb'],
  ])('%s: %s is accepted', (name, value) => {
    expect(DeliveryHeaders.safeParse({ [name]: value }).success).toBe(true)
  })

  test.each([
    ['Host', 'example.com'],
    ['content-LENGTH', '1'],
    ['Content-Type', 'text/plain'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
    ['X-PT-Signature', 't=1'],
    ['webhook-id', 'evt_1'],
    ['Webhook-Signature', 'v1,x'],
    ['Proxy-Authorization', 'x'],
    ['traceparent', '00-x'],
    ['bad name', 'x'],
    ['bad:name', 'x'],
    ['', 'x'],
    ['X-Break', 'a\r\nX-Other: b'],
    ['X-Break', 'a\nb'],
    ['X-Nul', 'a\0b'],
    ['X-Empty', ''],
    ['X-Space', ' a'],
    ['X-Unicode', 'é'],
    ['X-Long', 'x'.repeat(4097)],
  ])('%j: %j is refused', (name, value) => {
    expect(DeliveryHeaders.safeParse({ [name]: value }).success).toBe(false)
  })

  test('appears once, whatever its case', () => {
    expect(DeliveryHeaders.safeParse({ 'X-A': '1', 'x-a': '2' }).success).toBe(false)
  })

  test('is one of thirty at most', () => {
    const headers = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`X-${n}`, 'v']))
    expect(DeliveryHeaders.safeParse(headers).success).toBe(false)
  })
})
