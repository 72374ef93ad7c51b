import { parseAsIsoDateTime, parseAsString } from 'nuqs/server'
import { withoutNulls } from '../table/without-nulls.ts'

export const auditFilters = {
  target_kind: parseAsString,
  target: parseAsString,
  action: parseAsString,
  /** Id of a person or key. */
  actor: parseAsString,
  after: parseAsIsoDateTime,
  before: parseAsIsoDateTime,
  cursor: parseAsString,
}

interface Filters {
  target_kind: string | null
  target: string | null
  action: string | null
  actor: string | null
  after: Date | null
  before: Date | null
  cursor: string | null
}

/** What the URL says, as the procedure takes it. */
export function auditQuery({ after, before, ...rest }: Filters) {
  return withoutNulls({ ...rest, after: after?.toISOString() ?? null, before: before?.toISOString() ?? null })
}

export const targetKinds = [
  { value: 'subscription', label: 'Subscriptions' },
  { value: 'key', label: 'API keys' },
  { value: 'tenant', label: 'Tenants' },
  { value: 'app', label: 'Apps' },
  { value: 'event_type', label: 'Event types' },
  { value: 'delivery', label: 'Deliveries' },
  { value: 'deliveries', label: 'Deliveries in bulk' },
  { value: 'dead_letters', label: 'Dead letters' },
  { value: 'portal_session', label: 'Sessions' },
  { value: 'replay', label: 'Replays' },
  { value: 'inbox', label: 'Inboxes' },
  { value: 'member', label: 'Members' },
  { value: 'user', label: 'People' },
]
