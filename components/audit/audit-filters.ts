import { parseAsString } from 'nuqs/server'

export const auditFilters = {
  target_kind: parseAsString,
  target: parseAsString,
  cursor: parseAsString,
}

export const targetKinds = [
  { value: 'subscription', label: 'Subscriptions' },
  { value: 'key', label: 'API keys' },
  { value: 'tenant', label: 'Tenants' },
  { value: 'app', label: 'Apps' },
  { value: 'event_type', label: 'Event types' },
  { value: 'delivery', label: 'Deliveries' },
  { value: 'deliveries', label: 'Many deliveries' },
  { value: 'dead_letters', label: 'Dead letters' },
  { value: 'portal_session', label: 'Sessions' },
  { value: 'replay', label: 'Replays' },
  { value: 'inbox', label: 'Inboxes' },
  { value: 'member', label: 'Members' },
  { value: 'user', label: 'People' },
]
