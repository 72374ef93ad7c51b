import { expect, test } from 'vitest'
import { scopes } from '../../server/contract/scope-names.ts'
import { countOfScopes, wordsOfScopes } from './scope-words.ts'

test('scopes are called what the form for a new key calls them', () => {
  expect(wordsOfScopes(['events:write'])).toBe('Publish events')
  expect(wordsOfScopes(['stats:read', 'deliveries:read', 'subscriptions:read', 'events:read'])).toBe('Read only')
  expect(wordsOfScopes(['events:write', 'audit:read'])).toBe('Publish events, See the audit log')
  expect(wordsOfScopes(['events:write', 'audit:read', 'keys:admin', 'replays:write'])).toBe(
    'Publish events, See the audit log and 2 more',
  )
  expect(wordsOfScopes([...scopes])).toBe('Everything')
})

test('scopes are counted, and one alone is named', () => {
  expect(countOfScopes(['events:write'])).toBe('events:write')
  expect(countOfScopes(['events:write', 'audit:read'])).toBe('2 scopes')
  expect(countOfScopes([...scopes])).toBe('All scopes')
})
