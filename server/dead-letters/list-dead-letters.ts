import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { deadLetterOperations } from '../contract/dead-letter.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { scanOn } from '../platform/scan-budget.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { findDeadLetterRows } from './dead-letter-store.ts'
import { deadLetterView } from './dead-letter-view.ts'

type Operation = typeof deadLetterOperations.listDeadLetters

/** By the age of the event, newest first. A page may hold less than `limit` although there is more. */
export async function listDeadLetters(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('dead-letters', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, input.app, tenantId) }
  const { type, error, code, cause, fingerprint, after, before } = input
  const filter = {
    type,
    error,
    code,
    cause,
    fingerprint,
    subscriptionId: input.subscription && (await requireSubscriptionId(reach, input.subscription)),
    from: after && firstUuidOf(Date.parse(after)),
    until: before && firstUuidOf(Date.parse(before)),
  }
  const { rows, scannedTo } = await scanOn(
    keyset,
    (at) => findDeadLetterRows(reach, at, filter),
    (found) => found.rows.length === 0,
  )
  return toPage(keyset, rows, (row) => row.deliveryId, deadLetterView, scannedTo)
}
