import { scopes } from '../../server/contract/scope-names.ts'
import type { Scope } from '../../server/contract/scopes.ts'

/** What keys are mostly made for; `custom` shows every scope. */
export const keyPresets: Record<string, { label: string; description: string; scopes: Scope[] }> = {
  publish: {
    label: 'Publish events',
    description: 'Your product, sending events.',
    scopes: ['events:write'],
  },
  manage: {
    label: 'Manage subscriptions',
    description: 'Subscriptions, deliveries and their repair.',
    scopes: [
      'events:read',
      'subscriptions:read',
      'subscriptions:write',
      'secrets:read',
      'deliveries:read',
      'deliveries:write',
      'stats:read',
    ],
  },
  read: {
    label: 'Read only',
    description: 'Dashboards and monitoring.',
    scopes: ['events:read', 'subscriptions:read', 'deliveries:read', 'stats:read'],
  },
  everything: { label: 'Everything you may do', description: 'For operators and first steps.', scopes: [...scopes] },
}
