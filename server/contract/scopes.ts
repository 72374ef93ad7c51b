import { z } from 'zod'

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
  'portal-sessions:write',
  'tenants:admin',
] as const

export const Scope = z.enum(scopes)
export type Scope = z.infer<typeof Scope>
