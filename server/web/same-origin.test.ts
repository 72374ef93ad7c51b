import { expect, test } from 'vitest'
import { mayUseCookies } from './same-origin.ts'

const publicOrigin = 'https://hooks.example.com'
const post = (headers: Record<string, string>) => mayUseCookies({ method: 'POST', headers }, publicOrigin)

test('reading is free of the check', () => {
  expect(mayUseCookies({ method: 'GET', headers: { origin: 'https://evil.example' } }, publicOrigin)).toBe(true)
})

test('a change from the portal itself passes, by its public name or by the name it was reached with', () => {
  expect(post({ origin: publicOrigin, 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(post({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' })).toBe(true)
})

test.each([
  ['another site', { origin: 'https://evil.example', host: 'hooks.example.com' }],
  ['a sibling host', { origin: 'https://other.example.com', host: 'hooks.example.com' }],
  ['another port', { origin: 'http://localhost:8080', host: 'localhost:3000' }],
  ['a sandboxed frame', { origin: 'null', host: 'hooks.example.com' }],
  ['no origin at all', { host: 'hooks.example.com' }],
  ['an origin that is not a URL', { origin: 'hooks', host: 'hooks' }],
  ['a browser that says cross-site', { origin: publicOrigin, 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { origin: publicOrigin, 'sec-fetch-site': 'same-site' }],
])('a change from %s is refused', (_, headers) => {
  expect(post(headers)).toBe(false)
})
