import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { alertOperations } from '../contract/alert.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listAlertRows } from './alert-store.ts'
import { alertView } from './alert-view.ts'

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
