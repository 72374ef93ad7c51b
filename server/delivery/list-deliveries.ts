import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { deliveryOperations } from '../contract/delivery.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { requireEventId } from '../events/require-event.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset } from '../platform/keyset.ts'
import { scanOn } from '../platform/scan-budget.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { deliveryPage } from './delivery-page.ts'
import { findDeliveryIds } from './delivery-page-store.ts'

type Operation = typeof deliveryOperations.listDeliveries

/** Newest first. A page may hold less than `limit` although there is more. */
export async function listDeliveries(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('deliveries', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, input.app, tenantId) }
  const { status, type, error, code, after, before } = input
  const filter = {
    status,
    type,
    error,
    code,
    subscriptionId: input.subscription && (await requireSubscriptionId(reach, input.subscription)),
    eventId: input.event && (await requireEventId(reach, input.event)),
    from: after && firstUuidOf(Date.parse(after)),
    until: before && firstUuidOf(Date.parse(before)),
  }
  const found = await scanOn(
    keyset,
    (from) => findDeliveryIds(reach, from, filter),
    ({ ids }) => ids.length === 0,
  )
  return deliveryPage(reach, keyset, found)
}
