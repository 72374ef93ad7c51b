import { scopes } from '../../server/contract/scope-names.ts'
import type { Scope } from '../../server/contract/scopes.ts'
import { keyPresets } from './key-presets.ts'

/** What a scope lets its holder do. */
export const scopeWords: Record<Scope, string> = {
  'events:write': 'Publish events',
  'events:read': 'See events',
  'subscriptions:read': 'See subscriptions',
  'subscriptions:write': 'Change subscriptions',
  'secrets:read': 'See secrets',
  'deliveries:read': 'See deliveries',
  'deliveries:write': 'Repair deliveries',
  'replays:write': 'Replay events',
  'inboxes:write': 'Use inboxes',
  'event-types:write': 'Change event types',
  'stats:read': 'See figures and alerts',
  'audit:read': 'See the audit log',
  'keys:admin': 'Manage API keys',
  'members:admin': 'Manage members',
  'portal-sessions:write': 'Open embedded portals',
  'tenants:admin': 'Manage tenants and apps',
}

/** As the form that creates keys says it: one of its choices, or scope by scope; of many, the first two. */
export function wordsOfScopes(given: readonly Scope[]): string {
  const isGiven = (preset: { scopes: Scope[] }) =>
    preset.scopes.length === given.length && preset.scopes.every((scope) => given.includes(scope))
  const preset = Object.entries(keyPresets).find(([, each]) => isGiven(each))
  if (preset?.[0] === 'everything') return 'Everything'
  if (preset) return preset[1].label
  const named = given.length > 3 ? given.slice(0, 2) : given
  const rest = given.length - named.length
  return named.map((scope) => scopeWords[scope]).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** How many they are; one by its name. */
export function countOfScopes(given: readonly Scope[]): string {
  if (given.length === scopes.length) return 'All scopes'
  return given.length === 1 ? String(given[0]) : `${given.length} scopes`
}
