import type { eventOperations } from '../contract/event.ts'
import { uuidOf } from '../contract/ids.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { scanOn } from '../platform/scan-budget.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { eventOutcomes } from './event-outcomes.ts'
import { findEventRows } from './event-read-store.ts'
import { eventView } from './event-view.ts'

type Operation = typeof eventOperations.listEvents

/** Newest first. A page may hold less than `limit` although there is more. */
export async function listEvents(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('events', input)
  const { type, correlation_id, idempotency_key, after, before } = input
  const reach = { tenantId: await resolveTenantFilter(actor, input.tenant), appId: actor.appId }
  const filter = {
    type,
    correlation:
      correlation_id === undefined ? undefined : { text: correlation_id, eventId: uuidOf('event', correlation_id) },
    idempotencyKey: idempotency_key,
    from: after && firstUuidOf(Date.parse(after)),
    until: before && firstUuidOf(Date.parse(before)),
  }
  const { rows, scannedTo } = await scanOn(
    keyset,
    (at) => findEventRows(reach, at, filter),
    (found) => found.rows.length === 0,
  )
  const outcomeOf = await eventOutcomes(
    actor,
    rows.map(({ id }) => id),
  )
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => eventView(row, outcomeOf(row.id)),
    scannedTo,
  )
}
