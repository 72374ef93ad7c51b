import { expect, test } from 'vitest'
import { safeNextPath } from './safe-next-path.ts'

test('a path of the portal is kept with its filters', () => {
  expect(safeNextPath('/deliveries?status=failed')).toBe('/deliveries?status=failed')
})

test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/',
  'http://[',
])('%s leads to the overview', (next) => {
  expect(safeNextPath(next)).toBe('/')
})

test('a path with many slashes stays on this host', () => {
  expect(safeNextPath('/.//evil.example')).toBe('/evil.example')
})
