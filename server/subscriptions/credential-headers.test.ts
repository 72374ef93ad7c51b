import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { hiddenValue, keepHidden, shownHeaders } from './credential-headers.ts'

const reader = actorOf({ scopes: ['subscriptions:read', 'deliveries:read'] })
const keeper = actorOf({ scopes: ['subscriptions:read', 'secrets:read'] })

test.each([
  'Authorization',
  'authorization',
  'Cookie',
  'X-API-Key',
  'apikey',
  'X-Auth-Token',
  'Client-Secret',
  'X-Password',
])('the value of %s is hidden from who may not read secrets', (name) => {
  const headers = { [name]: 'Bearer abc', 'X-Team': 'search' }
  expect(shownHeaders(headers, reader)).toEqual({ [name]: hiddenValue, 'X-Team': 'search' })
  expect(shownHeaders(headers, keeper)).toEqual(headers)
})

test('signatures and the like are for everybody', () => {
  const headers = { 'x-pt-signature': 't=1,v1=ab', 'webhook-signature': 'v1,ab', 'idempotency-key': 'a' }
  expect(shownHeaders(headers, reader)).toEqual(headers)
  expect(shownHeaders(null, reader)).toBeNull()
})

test('what is sent back hidden stays as it is stored', () => {
  const stored = { Authorization: 'Bearer abc', 'X-Team': 'search' }
  expect(keepHidden({ Authorization: hiddenValue, 'X-Team': 'maps' }, stored)).toEqual({
    Authorization: 'Bearer abc',
    'X-Team': 'maps',
  })
  expect(keepHidden({ Authorization: 'Bearer new' }, stored)).toEqual({ Authorization: 'Bearer new' })
  expect(keepHidden({ Cookie: hiddenValue }, stored)).toEqual({ Cookie: hiddenValue })
})
