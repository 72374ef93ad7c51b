import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listSubscriptionRows } from './subscription-store.ts'
import { subscriptionView } from './subscription-view.ts'

type Operation = typeof subscriptionOperations.listSubscriptions

/** Newest first. */
export async function listSubscriptions(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('subscriptions', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const appId = await resolveAppFilter(actor, input.app, tenantId)
  const { status, circuit } = input
  const rows = await listSubscriptionRows({ tenantId, appId }, keyset, { status, circuit })
  return toPage(keyset, rows, (row) => row.id, subscriptionView)
}
