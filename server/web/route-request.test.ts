import { expect, test } from 'vitest'
import { actsWithCookies, pathOf, routeOf } from './route-request.ts'

test.each([
  ['/api/v1/webhooks/events', 'native'],
  ['/api/v1', 'native'],
  ['/api/trpc/me.get', 'native'],
  ['/healthz', 'native'],
  ['/inbox/abc', 'native'],
  ['/listen/abc', 'native'],
  ['/api/v10', 'pages'],
  ['/inboxes', 'pages'],
  ['/api/auth/session', 'pages'],
  ['/', 'pages'],
])('%s is answered by %s', (path, route) => {
  expect(routeOf(path)).toBe(route)
})

test('only REST, inboxes and listening sessions do without the origin check', () => {
  expect(actsWithCookies('/api/v1/tenants')).toBe(false)
  expect(actsWithCookies('/inbox/abc')).toBe(false)
  expect(actsWithCookies('/listen/abc')).toBe(false)
  expect(actsWithCookies('/api/v1x')).toBe(true)
  expect(actsWithCookies('/api/trpc/x')).toBe(true)
  expect(actsWithCookies('/api/auth/signout')).toBe(true)
})

test('dots, double slashes and absolute targets cannot dress one path up as another', () => {
  expect(pathOf('/api/v1/../trpc/x?batch=1')).toBe('/api/trpc/x')
  expect(pathOf('/api/v1/%2e%2e/trpc/x')).toBe('/api/trpc/x')
  expect(pathOf('http://evil.example/api/trpc/x')).toBe('/api/trpc/x')
  expect(pathOf('//[')).toBe('/')
})
