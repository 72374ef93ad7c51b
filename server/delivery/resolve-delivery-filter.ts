import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { AttemptError, CodeClass, DeliveryStatusFilter } from '../contract/delivery.ts'
import { requireEventId } from '../events/require-event.ts'
import type { Actor } from '../platform/actor.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import type { DeliveryFilter, DeliveryReach } from './delivery-page-store.ts'

/** Filters of deliveries as callers name them: public ids or uids, times in ISO 8601. */
export interface NamedDeliveryFilter {
  tenant?: string | undefined
  app?: string | undefined
  status?: DeliveryStatusFilter | undefined
  subscription?: string | undefined
  event?: string | undefined
  type?: string | undefined
  error?: AttemptError | undefined
  attempt_error?: AttemptError | undefined
  code?: number | undefined
  code_class?: CodeClass | undefined
  after?: string | undefined
  before?: string | undefined
}

/** Whose deliveries are meant, and which. Throws `not_found` for whatever the actor may not see. */
export async function resolveDeliveryFilter(
  actor: Actor,
  named: NamedDeliveryFilter,
): Promise<{ reach: DeliveryReach; filter: DeliveryFilter }> {
  const tenantId = await resolveTenantFilter(actor, named.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, named.app, tenantId) }
  const { status, type, error, code, after, before } = named
  const filter = {
    status,
    type,
    error,
    attemptError: named.attempt_error,
    code,
    codeClass: named.code_class,
    subscriptionId: named.subscription && (await requireSubscriptionId(reach, named.subscription)),
    eventId: named.event && (await requireEventId(reach, named.event)),
    from: after && firstUuidOf(Date.parse(after)),
    until: before && firstUuidOf(Date.parse(before)),
  }
  return { reach, filter }
}
