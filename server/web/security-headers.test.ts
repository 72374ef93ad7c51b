import { expect, test } from 'vitest'
import { commonSecurityHeaders, contentSecurityPolicy, newNonce } from './security-headers.ts'

test('scripts need the nonce, and inline or evaluated ones are refused', () => {
  const policy = contentSecurityPolicy('abc', { secure: true })
  const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'))
  expect(scripts).toContain("'nonce-abc'")
  expect(scripts).not.toContain('unsafe')
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("object-src 'none'")
})

test('no two pages share a nonce', () => {
  expect(new Set(Array.from({ length: 50 }, newNonce)).size).toBe(50)
})

test('only https asks browsers to insist on https', () => {
  expect(commonSecurityHeaders({ secure: false })).not.toHaveProperty('Strict-Transport-Security')
  expect(commonSecurityHeaders({ secure: true })).toHaveProperty('Strict-Transport-Security')
  expect(contentSecurityPolicy('x', { secure: false })).not.toContain('upgrade-insecure-requests')
})
