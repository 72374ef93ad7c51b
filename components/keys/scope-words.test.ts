import { expect, test } from 'vitest'
import { scopes } from '../../server/contract/scope-names.ts'
import { wordsOfScopes } from './scope-words.ts'

test('scopes are called what the form for a new key calls them', () => {
  expect(wordsOfScopes(['events:write'])).toBe('Publish events')
  expect(wordsOfScopes(['stats:read', 'deliveries:read', 'subscriptions:read', 'events:read'])).toBe('Read only')
  expect(wordsOfScopes(['events:write', 'audit:read'])).toBe('Publish events, See the audit log')
  expect(wordsOfScopes([...scopes])).toBe('Everything')
})
