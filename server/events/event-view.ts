import type { Event, EventOutcome } from '../contract/event.ts'
import { toId } from '../contract/ids.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import type { EventRow } from './event-read-store.ts'

/** An event as the API shows it. */
export function eventView(row: EventRow, outcome: EventOutcome | null): Event {
  const id = toId('event', row.id)
  return {
    id,
    tenant: toId('tenant', row.tenantId),
    type: row.type,
    version: row.version,
    occurred_at: row.occurredAt.toISOString(),
    accepted_at: new Date(millisecondsOf(row.id)).toISOString(),
    correlation_id: row.correlationId ?? id,
    idempotency_key: row.idempotencyKey,
    test: row.test,
    deliveries: row.deliveries,
    outcome,
  }
}
