/** Plain values beside their schema (scopes.ts), so that a page that only lists them does not load a parser. */

/** What an API key may do. */
export const scopes = [
  'events:write',
  'events:read',
  'subscriptions:read',
  'subscriptions:write',
  'secrets:read',
  'deliveries:read',
  'deliveries:write',
  'replays:write',
  'inboxes:write',
  'event-types:write',
  'stats:read',
  'audit:read',
  'keys:admin',
  'members:admin',
  'portal-sessions:write',
  'tenants:admin',
] as const
