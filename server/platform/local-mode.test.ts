import { expect, test } from 'vitest'
import { isLocalMode, listenHost } from './local-mode.ts'

const embedded = { POSTRIDER_EMBEDDED_DATABASE: true }

test.each([
  [undefined, true],
  ['http://localhost:3000', true],
  ['http://127.0.0.1:3000', true],
  ['http://[::1]:3000', true],
  ['https://hooks.example.com', false],
  ['http://localhost.example.com', false],
  ['http://127.0.0.1.example.com', false],
])('with the embedded database, PUBLIC_URL %s is local: %s', (url, local) => {
  expect(isLocalMode({ ...embedded, PUBLIC_URL: url })).toBe(local)
})

test('a database of your own is never local mode', () => {
  expect(isLocalMode({ POSTRIDER_EMBEDDED_DATABASE: false, PUBLIC_URL: 'http://localhost:3000' })).toBe(false)
})

test('local mode listens on loopback only, unless HOST says otherwise', () => {
  expect(listenHost({ ...embedded, HOST: undefined, PUBLIC_URL: undefined })).toBe('127.0.0.1')
  expect(listenHost({ ...embedded, HOST: '0.0.0.0', PUBLIC_URL: undefined })).toBe('0.0.0.0')
  expect(listenHost({ ...embedded, HOST: undefined, PUBLIC_URL: 'https://hooks.example.com' })).toBe('::')
})
