import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { scanOn } from '../platform/scan-budget.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listSubscriptionRows } from './subscription-store.ts'
import { subscriptionView } from './subscription-view.ts'

type Operation = typeof subscriptionOperations.listSubscriptions

/** Newest first. A page may hold less than `limit` although there is more. */
export async function listSubscriptions(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('subscriptions', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const appId = await resolveAppFilter(actor, input.app, tenantId)
  const { status, circuit } = input
  const failing = input.failing === undefined ? undefined : input.failing === 'true'
  const metadata = input.metadata === undefined ? undefined : entryOf(input.metadata)
  const filter = { status, circuit, failing, search: input.search?.trim() || undefined, metadata }
  const { rows, scannedTo } = await scanOn(
    keyset,
    (at) => listSubscriptionRows({ tenantId, appId }, at, filter),
    (found) => found.rows.length === 0,
  )
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => subscriptionView(row, actor),
    scannedTo,
  )
}

/** The first colon ends the name. */
function entryOf(text: string): { [name: string]: string } {
  const colon = text.indexOf(':')
  return { [text.slice(0, colon)]: text.slice(colon + 1) }
}
