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

/** As the form that makes keys says it: one of its choices, or scope by scope. */
export function wordsOfScopes(scopes: readonly Scope[]): string {
  const isGiven = (preset: { scopes: Scope[] }) =>
    preset.scopes.length === scopes.length && preset.scopes.every((scope) => scopes.includes(scope))
  const preset = Object.entries(keyPresets).find(([, each]) => isGiven(each))
  if (preset?.[0] === 'everything') return 'Everything'
  return preset ? preset[1].label : scopes.map((scope) => scopeWords[scope]).join(', ')
}
