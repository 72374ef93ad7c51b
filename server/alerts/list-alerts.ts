import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { Alert, alertOperations } from '../contract/alert.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { lastFailureView } from '../subscriptions/last-failure-view.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type AlertRow, listAlertRows } from './alert-store.ts'

type Operation = typeof alertOperations.listAlerts

/** Newest first. */
export async function listAlerts(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('alerts', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, undefined, tenantId) }
  const isOpen = input.open === undefined ? undefined : input.open === 'true'
  const rows = await listAlertRows(reach, keyset, isOpen)
  return toPage(keyset, rows, (row) => row.id, alertView)
}

function alertView(row: AlertRow): Alert {
  return {
    id: toId('alert', row.id),
    tenant: toId('tenant', row.tenantId),
    subscription: row.subscriptionId && toId('subscription', row.subscriptionId),
    url: row.url,
    kind: row.kind,
    message: row.message,
    opened_at: row.openedAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    unwatched: row.unwatched,
    last_failure: lastFailureView(row.lastFailure),
  }
}
