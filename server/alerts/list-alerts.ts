import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { alertOperations } from '../contract/alert.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listAlertRows } from './alert-store.ts'

type Operation = typeof alertOperations.listAlerts

/** Enough for a screen of what is wrong now; the rest is history. */
const shownAlerts = 200

/** Open alerts first, then the newest. */
export async function listAlerts(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, undefined, tenantId) }
  const rows = await listAlertRows(reach, {
    open: input.open === undefined ? undefined : input.open === 'true',
    limit: shownAlerts,
  })
  return {
    data: rows.map((row) => ({
      id: toId('alert', row.id),
      tenant: toId('tenant', row.tenantId),
      subscription: row.subscriptionId && toId('subscription', row.subscriptionId),
      url: row.url,
      kind: row.kind,
      message: row.message,
      opened_at: row.openedAt.toISOString(),
      resolved_at: row.resolvedAt?.toISOString() ?? null,
    })),
  }
}
